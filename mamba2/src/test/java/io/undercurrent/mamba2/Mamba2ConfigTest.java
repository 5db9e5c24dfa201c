package io.undercurrent.mamba2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Defaults, derived sizes and refusals of the configuration. */
class Mamba2ConfigTest {

    @Test
    void defaultsAreTheReferences() {
        Mamba2Config c = Mamba2Config.builder(512).build();
        assertThat(c.dState()).isEqualTo(128);
        assertThat(c.dConv()).isEqualTo(4);
        assertThat(c.expand()).isEqualTo(2);
        assertThat(c.headdim()).isEqualTo(64);
        assertThat(c.dSsm()).isEqualTo(1024);
        assertThat(c.ngroups()).isEqualTo(1);
        assertThat(c.dHasHdim()).isFalse();
        assertThat(c.rmsnorm()).isTrue();
        assertThat(c.normBeforeGate()).isFalse();
        assertThat(c.dtLimitMin()).isZero();
        assertThat(c.dtLimitMax()).isInfinite();
        assertThat(c.bias()).isFalse();
        assertThat(c.convBias()).isTrue();
        assertThat(c.chunkSize()).isEqualTo(256);
        assertThat(c.nheads()).isEqualTo(16);
        assertThat(c.convDim()).isEqualTo(1024 + 256);
        assertThat(c.dInProj()).isEqualTo(2 * 1024 + 2 * 128 + 16);
        assertThat(Mamba2Config.builder(512).chunkSize(7).build().chunkSize()).isEqualTo(7);
        assertThat(Mamba2Config.builder(512).chunkSize(256).build()).isEqualTo(c);
    }

    @Test
    void presetsHaveTheirSizes() {
        assertThat(sizes(BackboneConfig.tiny())).containsExactly(32, 64, 16, 16, 2);
        assertThat(sizes(BackboneConfig.small())).containsExactly(64, 128, 32, 32, 2);
        assertThat(sizes(BackboneConfig.base())).containsExactly(128, 256, 64, 64, 4);
        assertThat(sizes(BackboneConfig.large())).containsExactly(256, 512, 64, 128, 8);
    }

    private static int[] sizes(BackboneConfig config) {
        Mamba2Config c = config.mixer();
        return new int[] {c.dModel(), c.dInner(), c.headdim(), c.dState(), config.nLayer()};
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(Mamba2Config.builder(0), "d_model=0"),
                refusal(Mamba2Config.builder(64).dState(0), "d_state=0"),
                refusal(Mamba2Config.builder(64).dConv(-1), "d_conv=-1"),
                refusal(Mamba2Config.builder(64).expand(0), "expand=0"),
                refusal(Mamba2Config.builder(30000).expand(30000), "expand*d_model"),
                refusal(Mamba2Config.builder(64).headdim(48), "headdim=48"),
                refusal(Mamba2Config.builder(64).headdim(64).dSsm(192), "at most expand*d_model"),
                refusal(Mamba2Config.builder(64).headdim(64).ngroups(3), "ngroups=3"),
                refusal(Mamba2Config.builder(64).chunkSize(0), "chunk_size=0"),
                refusal(Mamba2Config.builder(64).dtLimit(-1, 1), "dt_limit[0]=-1.0"),
                refusal(Mamba2Config.builder(64).dtLimit(2, 1), "dt_limit[1]=1.0"),
                refusal(Mamba2Config.builder(64).dtLimit(0, Double.NaN), "dt_limit[1]=NaN"),
                refusal(Mamba2Config.builder(64).dtInit(0, 1, 1), "dt_min=0.0"),
                refusal(Mamba2Config.builder(64).dtInit(1, 0.5, 1), "dt_max=0.5"),
                refusal(Mamba2Config.builder(64).aInitRange(0, 1), "A_init_range[0]=0.0"),
                refusal(Mamba2Config.builder(64).convInit(-1), "conv_init=-1.0"),
                refusal(Mamba2Config.builder(16384).expand(2).dState(32768), "d_state*d_ssm"),
                refusal(Mamba2Config.builder(32768).expand(1).dState(1), "in_proj would have"));
    }

    private static Arguments refusal(Mamba2Config.Builder builder, String message) {
        return Arguments.of(message, builder);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void wrongValuesAreNamed(String message, Mamba2Config.Builder builder) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("it must be");
    }

    @Test
    void wrongDepthsAndVocabulariesAreNamed() {
        Mamba2Config mixer = Mamba2Config.builder(64).build();
        assertThatThrownBy(() -> new BackboneConfig(0, mixer)).hasMessageContaining("n_layer=0");
        Mamba2Config wide = Mamba2Config.builder(4096).dState(8192).build();
        assertThatThrownBy(() -> new BackboneConfig(100, wide))
                .hasMessageContaining("floats a key");
        BackboneConfig backbone = new BackboneConfig(1, mixer);
        assertThatThrownBy(() -> new ModelConfig(backbone, -1, 8, true))
                .hasMessageContaining("vocab_size=-1");
        assertThatThrownBy(() -> new ModelConfig(backbone, 5, 0, true))
                .hasMessageContaining("pad_vocab_size_multiple=0");
        assertThat(new ModelConfig(backbone, 61, 8, true).paddedVocabSize()).isEqualTo(64);
        assertThat(new ModelConfig(backbone, 64, 8, true).paddedVocabSize()).isEqualTo(64);
    }
}
