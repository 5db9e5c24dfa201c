package io.undercurrent.demo.compose;

import io.undercurrent.job.session.Patience;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes bad records of every kind into the stream. */
@Command(
        name = "poison",
        description = "Write bad records of every kind into the stream.",
        mixinStandardHelpOptions = true)
final class PoisonCommand extends Disturbance {
    private static final Pattern ROW = Pattern.compile("([A-Z_]+) +(\\d+)");

    @Option(
            names = "--each",
            defaultValue = "3",
            description = "How many of each kind (default ${DEFAULT-VALUE}).")
    private int each;

    @Override
    String expected() {
        return "each bad record becomes a dead letter with its reason, and nothing else changes: "
                + TWIN;
    }

    @Override
    boolean disturb(Check check) throws Exception {
        Map<String, Integer> before = new TreeMap<>(check.committed().reasons());
        String[] generate = {
            "run",
            "--rm",
            "--no-deps",
            "-T",
            "generator",
            "generate",
            "/etc/undercurrent/stream.yaml",
            "--bad",
            String.valueOf(each)
        };
        Map<String, Integer> expected = new TreeMap<>();
        for (String line : demo().engine().compose(demo()::say, generate).lines().toList()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                expected.put(row.group(1), Integer.parseInt(row.group(2)));
            }
        }
        if (expected.isEmpty()) {
            throw new IllegalStateException("generate --bad said nothing of what it wrote");
        }
        Patience patience = demo().patience();
        Map<String, Integer> seen = since(before, check);
        while (!seen.equals(expected) && !patience.isOver()) {
            check.committed().read(Duration.ofMillis(500));
            seen = since(before, check);
        }
        demo().say("expected dead letters: " + expected);
        demo().say("seen:                  " + seen);
        return seen.equals(expected);
    }

    private static Map<String, Integer> since(Map<String, Integer> before, Check check) {
        Map<String, Integer> since = new TreeMap<>(check.committed().reasons());
        before.forEach((reason, count) -> since.merge(reason, -count, Integer::sum));
        since.values().removeIf(count -> count == 0);
        return since;
    }
}
