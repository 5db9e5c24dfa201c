package io.undercurrent.stream.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What states of all versions say of themselves, and what becomes of them. */
class ModelIdentityTest {
    private static final String SHA =
            "5f4dcc3b5aa765d61d8327deb882cf995f4dcc3b5aa765d61d8327deb882cf99";
    private static final String HEAD = "tiny@5f4dcc3b5aa7 sha256=" + SHA;
    private static final ScorerOptions OTHERS =
            ScorerOptions.builder(9)
                    .forecastEvery(7)
                    .alarmRate(0.03)
                    .warmup(11)
                    .seasons(List.of(5))
                    .covariates(4)
                    .halfStates(true)
                    .build();

    private static ScorerOptions.Builder told() {
        return ScorerOptions.builder(2)
                .horizon(24)
                .quantiles(List.of(0.1, 0.5, 0.9))
                .forecastEvery(7)
                .alarmRate(0.03)
                .warmup(11)
                .ring(0);
    }

    /** Every form that a version wrote, from the first one on. */
    @Test
    void everyOldFormTellsTheSameOptions() {
        String oldest = HEAD + " channels=2 horizon=24 quantiles=[0.1, 0.5, 0.9] bytes=17000";
        String covariates =
                HEAD + " channels=2 covariates=3 horizon=24 quantiles=[0.1, 0.5, 0.9] bytes=17000";
        assertThat(options(oldest)).isEqualTo(told().build());
        assertThat(options(covariates)).isEqualTo(told().covariates(3).build());
        assertThat(options(covariates + " ring=256"))
                .isEqualTo(told().covariates(3).ring(256).build());
        assertThat(options(covariates + " ring=256 seasons=[24, 168]"))
                .isEqualTo(told().covariates(3).ring(256).seasons(List.of(24, 168)).build());
        assertThat(options(covariates + " ring=0 states=fp16"))
                .isEqualTo(told().covariates(3).halfStates(true).build());
        assertThat(options(covariates + " ring=64 seasons=[7] states=fp16"))
                .isEqualTo(
                        told().covariates(3).ring(64).seasons(List.of(7)).halfStates(true).build());
        assertThat(options(oldest + " seasons=[7]")).isEqualTo(told().seasons(List.of(7)).build());
        assertThat(options(oldest + " states=fp16")).isEqualTo(told().halfStates(true).build());
    }

    private static ScorerOptions options(String text) {
        return StreamOptions.like(text, OTHERS);
    }

    /** The bytes of states: instances of two versions may take each other's partitions over. */
    @Test
    void theTextIsThatOfEarlierVersions() throws IOException {
        ScorerOptions all = told().covariates(0).ring(64).build();
        SequenceModel model = Models.load("bundled:tiny");
        int bytes = new Scorer(model, all, 1).layout().bytes();
        String start =
                model.id()
                        + " sha256="
                        + model.sha256()
                        + " channels=2 covariates=0 horizon=24 quantiles=[0.1, 0.5, 0.9] bytes=";
        assertThat(identity(all)).hasToString(start + bytes + " ring=64");
        ScorerOptions more = all.toBuilder().seasons(List.of(24, 168)).halfStates(true).build();
        int fewer = new Scorer(model, more, 1).layout().bytes();
        assertThat(identity(more))
                .hasToString(start + fewer + " ring=64 seasons=[24, 168] states=fp16");
        assertThat(options(identity(more).toString())).isEqualTo(more);
    }

    private static ModelIdentity identity(ScorerOptions options) throws IOException {
        SequenceModel model = Models.load("bundled:tiny");
        return new ModelIdentity(model, new Scorer(model, options, 1).layout(), options);
    }

    /** From a state of the same model and options, with one thing changed in its text. */
    @ParameterizedTest
    @CsvSource({
        "bytes=\\d+, bytes=1, brought into",
        "' ring=64', ' ring=9', brought into",
        "' seasons=.24.', '', brought into",
        "' covariates=0', '', brought into",
        "'$', ' states=fp16', brought into",
        "'^\\S+', other@1, brought into",
        "sha256=., sha256=x, rebuilt",
        "horizon=24, horizon=25, rebuilt",
        "'0.1, ', '', rebuilt",
        "'seasons=.24', 'seasons=[25', rebuilt"
    })
    void whatDiffersDecidesWhatBecomesOfTheKeys(String was, String is, String becomes)
            throws IOException {
        ModelIdentity own = identity(told().ring(64).seasons(List.of(24)).build());
        String text = own.toString();
        assertThat(own.check(text, "the checkpoint", "--fresh")).isEmpty();
        String changed = text.replaceFirst(was, is);
        assertThat(changed).isNotEqualTo(text);
        assertThat(own.check(changed, "the checkpoint", "--fresh"))
                .get()
                .asString()
                .startsWith("the checkpoint belongs to model " + changed)
                .contains("this job runs model " + text)
                .contains(becomes);
    }

    @Test
    void aStateWithSeasonsIsBuiltAnewForAJobWithoutAny() throws IOException {
        ModelIdentity own = identity(told().ring(64).build());
        assertThat(own.check(own + " seasons=[24]", "the checkpoint", "--fresh"))
                .get()
                .asString()
                .contains("rebuilt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ring=0"})
    void keysWithoutEventsCannotBeBuiltAnew(String ring) throws IOException {
        ModelIdentity own = identity(told().ring(64).build());
        String text = own.toString().replace("horizon=24", "horizon=9");
        String none = text.replace(" ring=64", ring);
        assertThatThrownBy(() -> own.check(none, "the checkpoint", "start with --fresh"))
                .isInstanceOf(ModelMismatchException.class)
                .hasMessageContaining("job.rebuild-events")
                .hasMessageEndingWith("or start with --fresh");
    }

    @ParameterizedTest
    @CsvSource({
        "channels=2, channels=3, run that model",
        "covariates=0, covariates=1, run that model",
        "$, ' wavelets=3', a later version wrote it",
        "'channels=2 ', '', it names no channels",
        "' horizon=24', ' horizon', no KEY=VALUE",
        ".*, '', does not begin"
    })
    void otherFieldsAndTextsThatNobodyKnowsAreRefused(String was, String is, String message)
            throws IOException {
        ModelIdentity own = identity(told().ring(64).build());
        String changed = own.toString().replaceFirst(was, is);
        assertThatThrownBy(() -> own.check(changed, "the changelog", "start without state"))
                .isInstanceOf(ModelMismatchException.class)
                .hasMessageContaining(message)
                .hasMessageEndingWith("or start without state");
    }

    @Test
    void whatIsNoSuchTextGivesNoOptions() {
        assertThatThrownBy(() -> options("tiny@1 sha256=2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tiny@1 sha256=2")
                .hasMessageContaining("names no channels");
        assertThatThrownBy(() -> options(HEAD + " channels=2 horizon=24 quantiles=0.5 bytes=17000"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.5");
    }
}
