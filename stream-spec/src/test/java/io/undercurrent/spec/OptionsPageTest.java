package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.spec.option.DeclaredOption;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "options.md");

    @Test
    void thePageIsWhatTheRegistrySays() throws Exception {
        String page = OptionsPage.render();
        if (Boolean.getBoolean("update.docs")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as(
                        "docs/reference/options.md; regenerate it: mvn -pl stream-spec -am test"
                                + " -Dtest=OptionsPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                                + " -Dupdate.docs=true")
                .isEqualTo(page);
    }

    @Test
    void everyOptionHasOneRow() {
        for (DeclaredOption option : OptionRegistry.all()) {
            assertThat(OptionsPage.render()).containsOnlyOnce("\n| `" + option.key() + "` | ");
        }
    }
}
