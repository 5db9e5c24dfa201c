package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.results.ResultFrames;
import io.undercurrent.stream.results.ResultIds;
import io.undercurrent.stream.trial.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/** What a job committed: scores by key in their order, and dead letters. */
public record Outcome(Map<String, List<Score>> scores, List<DeadLetter> deadLetters) {

    /** Reads until there are n results, then a little more. */
    public static Outcome read(Stream stream, StreamSpec spec, int n) {
        return read(stream, spec, ResultIds.forReading(spec), n);
    }

    /** Reads likewise, without asking the registry for the ids that are known. */
    static Outcome read(Stream stream, StreamSpec spec, ResultIds ids, int n) {
        List<DeadLetter> dead = new ArrayList<>();
        Map<String, List<Score>> scores = new LinkedHashMap<>();
        Wire<DeadLetter> deadWire = new Wire<>(DeadLetter.getClassSchema());
        Wire<Score> scoreWire = new Wire<>(Score.getClassSchema());
        ResultFrames frames = new ResultFrames(spec.sink(), ids);
        String deadTopic = spec.sink().deadLetters();
        for (var record : stream.committed(n, spec.sink().scores(), deadTopic)) {
            if (record.topic().equals(deadTopic)) {
                dead.add(decode(deadWire, frames, record.value()));
            } else {
                Score score = decode(scoreWire, frames, record.value());
                scores.computeIfAbsent(score.getKey(), key -> new ArrayList<>()).add(score);
            }
        }
        return new Outcome(scores, dead);
    }

    /** Every one of n source records came out exactly once. */
    public void assertComplete(int n) {
        List<String> ids = new ArrayList<>();
        scores.values().forEach(list -> list.forEach(score -> ids.add(score.getId())));
        deadLetters.forEach(letter -> ids.add(letter.getId()));
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(ids)).hasSize(n);
    }

    /** All numbers of all scores of a key, without what tells where the record stood. */
    List<String> numbers(String key) {
        return scores.get(key).stream()
                .map(
                        score -> {
                            Score copy = Score.newBuilder(score).setId("").setKey("").build();
                            return copy.toString();
                        })
                .toList();
    }

    private static <T extends SpecificRecord> T decode(
            Wire<T> wire, ResultFrames frames, byte[] bytes) {
        try {
            return wire.decode(frames.plain(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
