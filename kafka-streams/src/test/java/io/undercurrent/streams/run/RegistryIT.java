package io.undercurrent.streams.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.results.ResultFrames;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.RegistryEvents;
import io.undercurrent.stream.trial.Stream;
import io.undercurrent.streams.scoring.ScoringTopology;
import io.undercurrent.streams.scoring.SharedModel;
import io.undercurrent.testing.FakeRegistry.Mood;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that is down: only the partition of a new schema waits. */
@Tag("slow")
class RegistryIT {
    private static List<String> ids(Stream stream, ResolvedStream resolved, int atLeast)
            throws Exception {
        Wire<Score> wire = new Wire<>(Score.getClassSchema());
        StreamSpec spec = resolved.spec();
        ResultFrames frames = new ResultFrames(spec.sink(), resolved.results());
        List<String> ids = new ArrayList<>();
        for (var record :
                stream.committed(atLeast, spec.sink().scores(), spec.sink().deadLetters())) {
            assertThat(record.topic()).isEqualTo(spec.sink().scores());
            ids.add(wire.decode(frames.plain(record.value())).getId());
        }
        assertThat(ids).doesNotHaveDuplicates();
        return ids;
    }

    /** A thread's stack would overflow, in every thread that replaces it again. */
    @Test
    void aRecordOfAHostileSchemaIsOneDeadLetter(@TempDir Path folder) throws Exception {
        try (LocalKafka kafka =
                LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start()) {
            Stream stream = new Stream(kafka, "readings", 2, folder);
            try (RegistryEvents events = new RegistryEvents(stream)) {
                StreamSpec spec = Embedded.spec(stream, folder, "tree", events.lines());
                ResolvedStream resolved = ResolvedStream.of(spec);
                Embedded.check(spec);
                SharedModel model = new SharedModel(spec);
                Embedded.begin(spec, model);
                events.send(0, "a", 0, 10, false);
                events.sendTree(0, "a", 10);
                events.send(0, "a", 11, 20, false);
                try (StreamsRun run =
                        StreamsRun.of(
                                ScoringTopology.build(resolved, model),
                                Application.settings(spec, model),
                                new GatedClients(resolved))) {
                    run.start();
                    assertThat(stream.committed(19, spec.sink().scores())).hasSize(19);
                    ResultFrames frames = new ResultFrames(spec.sink(), resolved.results());
                    Wire<DeadLetter> wire = new Wire<>(DeadLetter.getClassSchema());
                    var letter = stream.committed(1, spec.sink().deadLetters()).get(0);
                    assertThat(wire.decode(frames.plain(letter.value())).getDetail())
                            .contains("nested deeper than 200 levels");
                }
            }
        }
    }

    @Test
    void aNewSchemaWaitsForItsRegistryAndNothingIsLostOrDoubled(@TempDir Path folder)
            throws Exception {
        try (LocalKafka kafka =
                LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start()) {
            Stream stream = new Stream(kafka, "readings", 2, folder);
            try (RegistryEvents events = new RegistryEvents(stream)) {
                StreamSpec spec = Embedded.spec(stream, folder, "reg", events.lines());
                ResolvedStream resolved = ResolvedStream.of(spec);
                Embedded.check(spec);
                events.registry.mood = Mood.DOWN;
                events.send(0, "a", 0, 10, false);
                events.send(1, "b", 0, 10, false);
                SharedModel model = new SharedModel(spec);
                Embedded.begin(spec, model);
                try (StreamsRun run =
                        StreamsRun.of(
                                ScoringTopology.build(resolved, model),
                                Application.settings(spec, model),
                                new GatedClients(resolved))) {
                    run.start();
                    assertThat(ids(stream, resolved, 20)).hasSize(20);
                    events.grow();
                    events.send(0, "a", 10, 15, true);
                    events.send(0, "a", 15, 20, false);
                    events.send(1, "b", 10, 20, false);
                    List<String> waiting = ids(stream, resolved, 30);
                    assertThat(waiting).hasSize(30).contains("readings-1-19");
                    assertThat(waiting).doesNotContain("readings-0-10", "readings-0-15");
                    events.registry.mood = Mood.WELL;
                    List<String> all = ids(stream, resolved, 40);
                    assertThat(all).hasSize(40);
                    assertThat(events.readAsOthersDo(spec.sink().scores(), 40))
                            .extracting(score -> score.get("id").toString())
                            .containsExactlyInAnyOrderElementsOf(all);
                    assertThat(all.stream().filter(id -> id.startsWith("readings-0-")).toList())
                            .first()
                            .isEqualTo("readings-0-0");
                    assertThat(all.indexOf("readings-0-14"))
                            .isLessThan(all.indexOf("readings-0-15"));
                }
            }
        }
    }
}
