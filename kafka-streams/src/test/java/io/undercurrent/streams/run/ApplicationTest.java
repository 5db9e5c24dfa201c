package io.undercurrent.streams.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.streams.scoring.SharedModel;
import java.io.IOException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ApplicationTest {
    private static Properties settings(String more) throws IOException {
        String text =
                """
                source: {topic: events, values: [value]}
                model: bundled:tiny
                checkpoint.folder: /nowhere
                kafka.bootstrap.servers: "localhost:9"
                """;
        StreamSpec spec = StreamSpec.parse(text + more, "stream.yaml");
        return Application.settings(spec, new SharedModel(spec));
    }

    @Test
    void slabsTravelTogetherUnlessTheStreamSaysOtherwise() throws IOException {
        assertThat(settings("")).containsEntry("producer.batch.size", "131072");
        assertThat(settings("kafka.producer.batch.size: 16384\n"))
                .containsEntry("producer.batch.size", "16384");
        assertThat(settings("kafka.batch.size: 16384\n"))
                .containsEntry("batch.size", "16384")
                .doesNotContainKey("producer.batch.size");
    }
}
