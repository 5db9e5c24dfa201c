package io.undercurrent.streams.queries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.detect.episode.Alarm;
import io.undercurrent.detect.episode.Episode;
import io.undercurrent.detect.episode.EpisodeCodec;
import io.undercurrent.detect.episode.EpisodeRules;
import io.undercurrent.detect.episode.Severity;
import io.undercurrent.streams.scoring.KeyStoreReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.Test;

/** What is made of the stores. */
class LocalStoresTest {
    private final Kept slabs = new Kept(new TreeMap<>());
    private final Kept status = new Kept(new TreeMap<>());
    private final KeyStoreReader kept = new KeyStoreReader(slabs, status);
    private final LocalStores stores = new LocalStores(1);

    private void put(char kind, String key, byte[] value) {
        status.entries.put(Bytes.wrap((kind + key).getBytes(UTF_8)), value);
    }

    private static byte[] episode(double score) {
        Alarm alarm = new Alarm("events-0-7", 1_000_000, score, 0.001, "value", 1, 2, 3, 4);
        Severity severity = new EpisodeRules(10, 0.6, 0.8).severity(score);
        Episode episode = new Episode(alarm.id(), 1_000_000, 1_000_000, alarm, severity, 1);
        return EpisodeCodec.encode(new EpisodeCodec.Open(episode, "site"));
    }

    @Test
    void aPageIsOfTheFirstKeysBehindAPlace() throws Exception {
        for (int k = 0; k < 40; k++) {
            put('s', "key" + k, MadeUp.score("key" + k, (k * 7 % 10) / 10.0));
        }
        put('s', "unreadable", new byte[] {1, 2, 3});
        put('e', "key0", episode(0.7));
        put('e', "key10", episode(0.9));
        List<KeyRow> walked = new ArrayList<>();
        ListQuery query = ListQuery.parse("limit=6");
        KeyPage page = stores.page(kept, query);
        walked.addAll(page.rows());
        while (page.more()) {
            assertThat(page.rows()).hasSize(6);
            String token = PageToken.of(walked.get(walked.size() - 1).rank());
            page = stores.page(kept, ListQuery.parse("limit=6&after=" + token));
            walked.addAll(page.rows());
        }
        assertThat(walked)
                .hasSize(41)
                .isSortedAccordingTo(java.util.Comparator.comparing(KeyRow::rank));
        assertThat(walked)
                .extracting(KeyRow::key)
                .startsWith("key10", "key0")
                .endsWith("unreadable");
        assertThat(walked.get(0).open())
                .isEqualTo(
                        new KeyRow.Open(
                                Severity.CRITICAL,
                                0.9,
                                "1970-01-01T00:00:01Z",
                                "1970-01-01T00:00:01Z",
                                1));
        assertThat(stores.page(kept, ListQuery.parse("limit=41")))
                .isEqualTo(new KeyPage(walked, false));
    }

    @Test
    void aKeyIsKnownByItsStateOrItsScore() {
        assertThat(stores.key(kept, "a")).isEmpty();
        put('f', "a", new byte[] {1});
        assertThat(stores.key(kept, "a")).isEmpty();
        put('s', "a", new byte[] {2});
        put('e', "a", new byte[] {3});
        KeyFacts facts = stores.key(kept, "a").orElseThrow();
        assertThat(facts.slab()).isNull();
        assertThat(facts.score()).containsExactly(2);
        assertThat(facts.forecast()).containsExactly(1);
        assertThat(facts.episode()).containsExactly(3);
    }

    @Test
    void anOpenAlarmIsToldWithItsPeak() {
        KeyFacts facts = new KeyFacts("a", null, null, null, episode(0.7));
        KeyJson json = new KeyJson("here:1", "m", "0".repeat(64));
        assertThat(new String(json.reply(facts, Route.Part.ALARM, true).body(), UTF_8))
                .isEqualTo(
                        "{\"key\":\"a\",\"instance\":\"here:1\",\"stale\":true,\"alarm\":{\"episode\":\"events-0-7\",\"severity\":\"MAJOR\",\"group\":\"site\",\"since\":\"1970-01-01T00:00:01Z\",\"latest\":\"1970-01-01T00:00:01Z\",\"alarms\":1,\"peak\":{\"id\":\"events-0-7\",\"time\":\"1970-01-01T00:00:01Z\",\"score\":0.7,\"p_value\":0.001,\"field\":\"value\",\"value\":1.0,\"expected\":2.0,\"lower\":3.0,\"upper\":4.0}}}");
    }

    /** A store in memory. */
    private record Kept(TreeMap<Bytes, byte[]> entries)
            implements ReadOnlyKeyValueStore<Bytes, byte[]> {
        @Override
        public byte[] get(Bytes key) {
            return entries.get(key);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
            return new Entries(entries.subMap(from, true, to, true).entrySet().iterator());
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> all() {
            return new Entries(entries.entrySet().iterator());
        }

        @Override
        public long approximateNumEntries() {
            return entries.size();
        }
    }

    private record Entries(Iterator<Map.Entry<Bytes, byte[]>> entries)
            implements KeyValueIterator<Bytes, byte[]> {
        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            Map.Entry<Bytes, byte[]> next = entries.next();
            return KeyValue.pair(next.getKey(), next.getValue());
        }

        @Override
        public Bytes peekNextKey() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
