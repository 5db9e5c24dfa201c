package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
    @Test
    void bundledModelsAreTheSameEverywhere() throws IOException {
        SequenceModel tiny = Models.load("bundled:tiny");
        assertThat(tiny.sha256()).isEqualTo(Models.load("bundled:tiny").sha256());
        assertThat(tiny.sha256()).isNotEqualTo(Models.load("bundled:tiny?seed=1").sha256());
        assertThat(tiny.id()).startsWith("tiny@");
        assertThat(Models.load("bundled:small").id()).startsWith("small@");
    }

    @Test
    void aSavedModelIsTheSameModel(@TempDir Path folder) throws IOException {
        SequenceModel model = Models.load("bundled:tiny?seed=3");
        Models.save(model, folder.resolve("mine"));
        assertThat(Models.load(folder.resolve("mine").toString()).sha256())
                .isEqualTo(model.sha256());
        SequenceModel byUri = Models.load(folder.resolve("mine").toUri().toString());
        assertThat(byUri.sha256()).isEqualTo(model.sha256());
        assertThat(byUri.id()).startsWith("mine@");
    }

    @Test
    void whatIsNoModelIsRefusedWithWhatIsAllowed(@TempDir Path folder) {
        assertThatThrownBy(() -> Models.load("bundled:medium"))
                .hasMessageContaining("medium")
                .hasMessageContaining(
                        "universal, universal-medium, universal-1, tiny, small, base");
        assertThatThrownBy(() -> Models.load("bundled:tiny?seed=x"))
                .hasMessageContaining("whole number");
        assertThatThrownBy(() -> Models.load(folder.toString()))
                .hasMessageContaining("config.json");
    }
}
