package io.undercurrent.stream.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.undercurrent.stream.http.HttpReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The health of a run: not whether the process lives, but whether the run makes progress.
 *
 * @param status the state of the job or of Kafka Streams, or STARTING before there is one
 * @param application the job's name or the application id
 * @param counts further numbers, by name
 * @param partitions the partitions that are assigned to this process, sorted
 * @param lastCommit when it last committed; null before the first commit
 * @param problem why a probe should fail; null if the run makes progress or soon will
 */
public record RunHealth(
        String status,
        String application,
        Map<String, Integer> counts,
        List<String> partitions,
        Instant lastCommit,
        String problem) {
    /** Escapes all but ASCII, because names of others must not reach a terminal as they are. */
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(1);

    /**
     * The health before there is a job.
     *
     * @param application the job's name or the application id
     * @return a health with a problem, so that nothing is expected of the process yet
     */
    public static RunHealth starting(String application) {
        return new RunHealth(
                "STARTING", application, Map.of(), List.of(), null, "the run is starting");
    }

    /**
     * How long nothing may be committed although there is work.
     *
     * @param interval the time between commits
     * @return three times as long, at least a minute
     */
    public static Duration patience(Duration interval) {
        Duration patience = interval.multipliedBy(3);
        return patience.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : patience;
    }

    /**
     * Whether a probe should succeed.
     *
     * @return true if there is no problem
     */
    public boolean isFine() {
        return problem == null;
    }

    /**
     * The answer to a probe.
     *
     * @return one JSON object; status 200 or 503
     */
    public HttpReply reply() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("status", status);
            json.writeStringField("application", application);
            for (var count : counts.entrySet()) {
                json.writeNumberField(count.getKey(), count.getValue());
            }
            json.writeArrayFieldStart("partitions");
            for (String partition : partitions) {
                json.writeString(partition);
            }
            json.writeEndArray();
            if (lastCommit == null) {
                json.writeNullField("last_commit");
                json.writeNullField("seconds_since_commit");
            } else {
                json.writeStringField("last_commit", lastCommit.toString());
                json.writeNumberField("seconds_since_commit", secondsSince(lastCommit));
            }
            json.writeStringField("problem", problem);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen in memory
        }
        return new HttpReply(
                isFine() ? HttpReply.OK : HttpReply.UNAVAILABLE,
                "application/json; charset=utf-8",
                isFine() ? Map.of() : Map.of("Retry-After", "1"),
                bytes.toByteArray());
    }

    private static double secondsSince(Instant time) {
        return Math.max(0, Duration.between(time, Instant.now()).toMillis() / 1000.0);
    }

    /**
     * Adds what Prometheus is told of it.
     *
     * @param text where the numbers are added
     */
    public void into(PrometheusText text) {
        text.gauge(StreamMetric.HEALTHY, () -> isFine() ? 1 : 0);
        if (lastCommit != null) {
            text.gauge(StreamMetric.LAST_COMMIT, () -> lastCommit.toEpochMilli() / 1000.0);
        }
        for (String partition : partitions) {
            text.gauge(StreamMetric.SOURCE_PARTITION, () -> 1, partition);
        }
    }
}
