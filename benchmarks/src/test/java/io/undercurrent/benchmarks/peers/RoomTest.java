package io.undercurrent.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.benchmarks.peers.method.Contestant;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final long GIB = 1L << 30;
    private static final Room ROOM = new Room(4 * GIB, 30 * GIB, 6.0 * GIB, 60);

    private static String refuses(String name, int bytes, double seconds, long keys) {
        Contestant contestant = Contestant.parse(name);
        return ROOM.refuses(contestant, new Room.State(bytes, seconds, !contestant.isOurs()), keys);
    }

    @Test
    void whatDoesNotFitIsSaidWithWhatItNeeds() {
        assertThat(refuses("universal", 1 << 10, 1, 2 << 20)).isNull();
        assertThat(refuses("universal", 1 << 10, 1, (2 << 20) + 1))
                .isEqualTo("does not fit a heap of 4.0 GiB: 2.0 GiB of states");
        // A live object and its bytes.
        assertThat(refuses("rcf", 1 << 10, 0, 1 << 20))
                .isEqualTo("does not fit a heap of 4.0 GiB: 3.0 GiB of states");
        assertThat(refuses("universal@rocksdb", 1 << 10, 0, 6 << 20)).isNull();
        assertThat(refuses("universal@rocksdb", 1 << 10, 0, 7 << 20))
                .isEqualTo("not run: above --most-gib 6.0: 7.0 GiB of states");
        assertThat(
                        new Room(GIB, 9 * GIB, 6.0 * GIB, 60)
                                .refuses(
                                        Contestant.parse("tiny@rocksdb"),
                                        new Room.State(1 << 10, 0, false),
                                        4 << 20))
                .isEqualTo("does not fit 9 GiB of free disk: 4.0 GiB of states");
    }

    @Test
    void onlyStatesThatAreMadeAnewTakeTime() {
        assertThat(refuses("universal", 1, 1, 1_000)).isNull();
        assertThat(refuses("rcf", 1, 1, 60)).isNull();
        assertThat(refuses("rcf", 1, 1, 1_000))
                .isEqualTo("not run: making the states takes 1,000 s, more than 60");
    }
}
