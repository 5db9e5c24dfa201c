package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Locale;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored and compared is the same under any locale of the JVM. */
@Isolated("sets the JVM's locale")
class LocaleTest {
    /** What a state is known by, and the state itself. */
    @SuppressWarnings("ArrayRecordComponent") // compared field by field
    private record Stored(String id, String sha256, String sizes, byte[] slab) {
        static Stored now(String model) throws IOException {
            SequenceModel loaded = Models.load(model);
            ScorerOptions options = ScorerOptions.defaults(2);
            Scorer scorer = new Scorer(loaded, options, 1);
            Slab slab = scorer.newSlab();
            ScoreOutput out = new ScoreOutput(2);
            for (int t = 0; t < 200; t++) {
                double[] values = {t % 24, -1_234_567.5 * (t % 7)};
                scorer.score(slab, 1_700_000_000_000_000L + t * 60_000_000L, values, out);
            }
            return new Stored(
                    loaded.id(),
                    loaded.sha256(),
                    scorer.layout().bytes() + " " + scorer.layout().describe(),
                    SlabCodec.encode(slab));
        }
    }

    /** The check of forbidden calls leaves such a method alone. */
    @Retention(RetentionPolicy.CLASS)
    private @interface UsesDefaultLocale {}

    @UsesDefaultLocale // to put it back
    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "tr-TR", "th-TH-u-nu-thai", "hi-IN", "my-MM"})
    void aStateIsReadUnderAnyLocale(String tag) throws IOException {
        Locale before = Locale.getDefault();
        for (String model : new String[] {Models.UNIVERSAL, "bundled:tiny"}) {
            Stored there;
            Stored here;
            try {
                Locale.setDefault(Locale.forLanguageTag(tag));
                there = Stored.now(model);
                Locale.setDefault(Locale.ROOT);
                here = Stored.now(model);
            } finally {
                Locale.setDefault(before);
            }
            assertThat(there).usingRecursiveComparison().isEqualTo(here);
            byte[] slab = there.slab();
            Scorer scorer = new Scorer(Models.load(model), ScorerOptions.defaults(2), 1);
            assertThat(scorer.layout().fits(SlabCodec.decode(slab, slab.length))).isTrue();
        }
    }
}
