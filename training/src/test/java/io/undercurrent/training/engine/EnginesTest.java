package io.undercurrent.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.network.NetworkInit;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnginesTest {
    private static final NetworkConfig CONFIG =
            new NetworkConfig(
                    2,
                    Trunk.MLP,
                    new BackboneConfig(1, Mamba2Config.builder(4).headdim(4).build()),
                    3,
                    new HeadConfig.Quantiles(List.of(1), List.of(0.5), 2));

    private static TrainingEngine create(String name) {
        Parameters<float[]> start = NetworkInit.seeded(CONFIG, 1);
        return Engines.create(name, CONFIG, start, AdamWOptions.defaults(), 2);
    }

    @Test
    void theBuiltInOneIsThere() {
        assertThat(Engines.all()).extracting(EngineProvider::name).startsWith("java");
        assertThat(Engines.find("java").summary()).isEqualTo("plain Java on all cores");
        try (TrainingEngine engine = create("java")) {
            assertThat(engine.describe()).isEqualTo("java, 2 threads");
        }
    }

    @Test
    void anUnknownOneIsAnsweredWithThoseThatAreThere() {
        assertThatThrownBy(() -> create("torch"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no engine torch; there are java");
    }

    /** This module never has it: it is built on request, in a module of its own. */
    @Test
    void theAbsentOneIsAnsweredWithTheCommandThatAddsIt() {
        assertThatThrownBy(() -> create("dl4j"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "engine dl4j is not in this build (there are java); this adds it: mvn -DskipTests -Pdl4j package -pl demo -am");
    }
}
