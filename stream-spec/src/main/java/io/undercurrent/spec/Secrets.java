package io.undercurrent.spec;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Keeps secrets out of whatever is printed.
 *
 * <p>It judges by a property's name, as Kafka's own dumps do, and errs on the side of masking.
 */
final class Secrets {
    private static final String MASK = "****";

    /** Kafka's properties of type password, and what its plug-ins call theirs. */
    private static final Pattern SECRET =
            Pattern.compile(
                    "password|secret|jaas|token|credential|private|passphrase|api\\.?key"
                            + "|user\\.info|keystore\\.key|certificate");

    private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]*@");

    private Secrets() {}

    /** Whether the values of this Kafka property are never printed. */
    static boolean isSecret(String property) {
        return SECRET.matcher(property.toLowerCase(Locale.ROOT)).find();
    }

    /** A URI without the user and password in it. */
    static String maskUri(String uri) {
        return USER_INFO.matcher(uri).replaceAll("//" + MASK + "@");
    }

    static String describe(StreamSpec spec) {
        Map<String, String> kafka = new TreeMap<>();
        spec.kafka().forEach((k, v) -> kafka.put(k, isSecret(k) ? MASK : maskUri(v)));
        StreamSpec.Checkpoint checkpoint = spec.checkpoint();
        return "StreamSpec[source="
                + spec.source()
                + ", forecast="
                + spec.forecast()
                + ", alarm="
                + spec.alarm()
                + ", episodes="
                + spec.episodes()
                + ", model="
                + maskUri(spec.model())
                + ", sink="
                + spec.sink()
                + ", checkpoint=Checkpoint[folder="
                + maskUri(checkpoint.folder())
                + ", interval="
                + checkpoint.interval()
                + "], job="
                + spec.job()
                + ", streams="
                + spec.streams()
                + ", metrics="
                + spec.metrics()
                + ", kafka="
                + kafka
                + "]";
    }
}
