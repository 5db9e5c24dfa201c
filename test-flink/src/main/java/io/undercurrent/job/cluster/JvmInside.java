package io.undercurrent.job.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.stream.trial.ChildJvm;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Inspects a running JVM through the JDK's jcmd. */
public record JvmInside(long pid) {
    private static final Pattern THREAD = Pattern.compile("(?m)^\"(.*)\" #\\d+ ");

    /** Threads of pools of the JVM and of the cluster, which grow with the work up to a limit. */
    private static final Pattern ELASTIC =
            Pattern.compile(
                    "(flink|cluster|jobmanager)-.*|Flink-DispatcherRestEndpoint-.*"
                            + "|CN CompilerThread.*|process reaper|Attach Listener");

    private static final Pattern LOADERS =
            Pattern.compile(
                    "(?m)^ *\\d+: +(\\d+) +\\d+ +org\\.apache\\.flink\\.util\\.ChildFirstClassLoader\\b");

    /** The number of reachable class loaders of jobs, after a full garbage collection. */
    public int jobClassLoaders() throws InterruptedException {
        Matcher row = LOADERS.matcher(jcmd("GC.class_histogram"));
        return row.find() ? Integer.parseInt(row.group(1)) : 0;
    }

    /** The number of threads by name; N replaces the numbers in names. */
    public Map<String, Long> threads() throws InterruptedException {
        Matcher threads = THREAD.matcher(jcmd("Thread.print"));
        return threads.results()
                .map(thread -> thread.group(1).replaceAll("[0-9a-f]{32}|[0-9]+", "N"))
                .filter(name -> !ELASTIC.matcher(name).matches())
                .collect(Collectors.groupingBy(n -> n, TreeMap::new, Collectors.counting()));
    }

    /** The threads of which there are more than at an earlier time. */
    public Map<String, Long> threadsBeyond(Map<String, Long> earlier) throws InterruptedException {
        Map<String, Long> now = threads();
        now.entrySet().removeIf(e -> e.getValue() <= earlier.getOrDefault(e.getKey(), 0L));
        return now;
    }

    private String jcmd(String command) throws InterruptedException {
        List<String> line = List.of(ChildJvm.tool("jcmd"), Long.toString(pid), command);
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(line + " failed: " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new AssertionError(line + " failed", e);
        }
    }
}
