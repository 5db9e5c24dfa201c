package io.undercurrent.benchmarks.peers.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.benchmarks.peers.job.LiveStates;
import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.benchmarks.peers.method.IdentityPeer;
import io.undercurrent.benchmarks.peers.method.Outputs;
import io.undercurrent.benchmarks.peers.method.Peer;
import io.undercurrent.benchmarks.peers.method.SeasonalPeer;
import io.undercurrent.benchmarks.peers.method.SeasonalState;
import io.undercurrent.benchmarks.peers.network.GruNetwork;
import io.undercurrent.benchmarks.peers.network.TransformerNetwork;
import io.undercurrent.benchmarks.peers.network.WindowNetwork;
import io.undercurrent.scorer.ScoreOutput;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerChecksTest {
    @ParameterizedTest
    @ValueSource(strings = {"identity", "rcf", "seasonal-z", "tiny", "window-tiny"})
    void contestantsPassTheirChecks(String name) throws Exception {
        assertThat(PeerChecks.check(Contestant.parse(name)))
                .startsWith("a state goes on from its bytes to the bit");
    }

    @Test
    void aNetworkOfAnotherSeedFailsTheCheck() throws Exception {
        GruNetwork network = new GruNetwork(8, 1);
        assertThat(PeerChecks.worst(network, network.plain())).isZero();
        try (WindowNetwork other = new GruNetwork(8, 2).plain()) {
            assertThatThrownBy(() -> PeerChecks.worst(network, other))
                    .hasMessageContaining("from plain Java's");
        }
        TransformerNetwork transformer = new TransformerNetwork(8, 1);
        try (WindowNetwork other = new TransformerNetwork(8, 2).plain()) {
            assertThatThrownBy(() -> PeerChecks.worst(transformer, other))
                    .hasMessageContaining("from plain Java's");
        }
    }

    /** Forgets its last event when it is written. */
    private static final class Forgetful implements Peer<long[]> {
        private final IdentityPeer identity = new IdentityPeer();

        @Override
        public long[] begin() {
            return identity.begin();
        }

        @Override
        public void score(long[] state, long timeMicros, double value, ScoreOutput out) {
            identity.score(state, timeMicros, value, out);
            out.score = 1.0 / state[0];
        }

        @Override
        public byte[] write(long[] state) {
            return identity.write(new long[] {state[0] - 1});
        }

        @Override
        public long[] read(byte[] bytes) {
            return identity.read(bytes);
        }
    }

    @Test
    void aStateThatLosesAnEventFailsTheCheck() {
        assertThatThrownBy(() -> PeerChecks.roundTrip(new Forgetful()))
                .hasMessageContaining("event 0: ");
    }

    @Test
    void aWindowThatIsTooShortIsNotTheScorer() throws Exception {
        try (Peer<SeasonalState> one = new SeasonalPeer();
                Peer<long[]> other = new IdentityPeer()) {
            assertThatThrownBy(() -> PeerChecks.same(one, other, 50))
                    .hasMessageContaining("event ");
        }
    }

    @Test
    void liveStatesAreWrittenWhenEvictedAndBeforeCheckpointsOnly() throws Exception {
        Map<String, byte[]> kept = new HashMap<>();
        int[] writes = new int[1];
        LiveStates.Bytes bytes =
                new LiveStates.Bytes() {
                    @Override
                    public byte[] read(String key) {
                        return kept.get(key);
                    }

                    @Override
                    public void write(String key, byte[] value) {
                        writes[0]++;
                        kept.put(key, value);
                    }
                };
        LiveStates<long[]> live = new LiveStates<>(new IdentityPeer(), bytes, 2);
        ScoreOutput out = Outputs.create();
        for (int i = 0; i < 5; i++) {
            live.score("a", i, 1, out);
        }
        live.score("b", 6, 1, out);
        assertThat(writes[0]).isZero();
        live.score("c", 7, 1, out); // a is the least recently used
        assertThat(kept).containsOnlyKeys("a");
        live.flush();
        live.flush(); // nothing has changed since
        assertThat(writes[0]).isEqualTo(3);
        live.score("a", 8, 1, out);
        live.flush();
        assertThat(new IdentityPeer().read(kept.get("a"))).containsExactly(6);
    }

    @Test
    void whatIsNoContestantIsRefused() {
        for (String name : new String[] {"rfc", "gru-0", "gru-", "tiny@disk", "window-rcf"}) {
            assertThatThrownBy(() -> Contestant.parse(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("--contestants = " + name);
        }
    }

    @Test
    void historiesThatAreNotReachedInTimeAreLeftOut() throws Exception {
        try (HistoryCosts<long[]> costs = HistoryCosts.of(new IdentityPeer(), 1, 1)) {
            costs.pass(java.util.List.of(300, 1_000), Long.MAX_VALUE);
            costs.round(-1);
            assertThat(costs.micros().get(1_000)).containsExactly(0);
            costs.round(0);
            assertThat(costs.bytes()).containsOnlyKeys(300, 1_000).containsValue(8);
            assertThat(costs.micros().get(1_000)[0]).isPositive();
        }
        try (HistoryCosts<long[]> costs = HistoryCosts.of(new IdentityPeer(), 1, 1)) {
            costs.pass(java.util.List.of(100, Integer.MAX_VALUE), 0);
            assertThat(costs.bytes()).isEmpty();
        }
    }
}
