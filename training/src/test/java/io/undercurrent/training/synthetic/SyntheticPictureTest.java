package io.undercurrent.training.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The sheet is well-formed and shows a curve inside its frame for each series. */
class SyntheticPictureTest {
    private static final Pattern DOWN = Pattern.compile(" ([0-9.]+)");

    @TempDir Path folder;

    @Test
    void showsEverySeries() throws Exception {
        Path file = folder.resolve("sheet.svg");
        SyntheticPicture.main(new String[] {file.toString(), "3", "30", "100"});
        Document sheet =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        NodeList curves = sheet.getElementsByTagName("path");
        assertThat(curves.getLength()).isEqualTo(30);
        for (int k = 0; k < curves.getLength(); k++) {
            String curve = ((Element) curves.item(k)).getAttribute("d");
            // Room for text above, 90 high: nothing outside, no NaN or infinity.
            assertThat(curve).matches("([ML][0-9]+\\.[0-9] [0-9]+\\.[0-9])+");
            Matcher down = DOWN.matcher(curve);
            while (down.find()) {
                assertThat(Double.parseDouble(down.group(1))).isBetween(23.9, 114.1);
            }
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> SyntheticPicture.main(new String[0]))
                .hasMessage("0 arguments: expected FILE.svg [SEED [COUNT [LENGTH]]]");
        String file = folder.resolve("sheet.svg").toString();
        assertThatThrownBy(() -> SyntheticPicture.main(new String[] {file, "one"}))
                .hasMessage("SEED = 'one': allowed are whole numbers");
    }
}
