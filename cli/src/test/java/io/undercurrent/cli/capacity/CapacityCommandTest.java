package io.undercurrent.cli.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import org.junit.jupiter.api.Test;

class CapacityCommandTest {
    @Test
    void bytesFollowTheFormula() {
        Cli run =
                Cli.run(
                        "",
                        "capacity",
                        "--keys",
                        "1000000",
                        "--model",
                        "bundled:tiny",
                        "--rate",
                        "1000");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("model tiny@")
                .containsPattern("SSM states +8,192")
                .containsPattern("in all +24,232")
                .contains("1,000,000 keys")
                .containsPattern("hashmap: heap +22\\.8 GiB") // (24,232 + 256) x 10^6
                .containsPattern("rocksdb: local disk +about 22\\.6 GiB")
                .containsPattern("cores for scoring +[0-9.]+");
    }

    @Test
    void whatCannotBeIsRefused() {
        refused("--keys = 0: allowed are 1 to 10^12", "--keys", "0");
        refused(
                "--rate = -1.0: allowed are events a second above 0",
                "--keys",
                "1",
                "--rate",
                "-1");
        refused("channels = 65: allowed are 1 to 64", "--keys", "1", "--channels", "65");
        refused("ring = -1: allowed are 0 to 65536", "--keys", "1", "--rebuild-events", "-1");
        refused("model 'bundled:x'", "--keys", "1", "--model", "bundled:x");
    }

    private static void refused(String text, String... options) {
        String[] all = new String[options.length + 1];
        all[0] = "capacity";
        System.arraycopy(options, 0, all, 1, options.length);
        Cli run = Cli.run("", all);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(text);
    }

    @Test
    void bytesForPeople() {
        assertThat(Bytes.of(1, 999)).isEqualTo("999 B");
        assertThat(Bytes.of(1024, 1024)).isEqualTo("1.00 MiB");
        assertThat(Bytes.of(1_000_000_000_000L, 1_000_000)).isEqualTo("888 PiB");
    }
}
