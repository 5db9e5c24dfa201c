package io.undercurrent.streams.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.detect.episode.Severity;
import io.undercurrent.stream.http.HttpListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list's order, its pages, and the tokens between them. */
class ListOrderTest {
    private static final List<Severity> SEVERITIES =
            List.of(Severity.MINOR, Severity.MAJOR, Severity.CRITICAL);

    static KeyRow row(String key, double score) {
        return new KeyRow(
                key, 1 - score, score, score >= 0.5, "SCORED", "2026-01-01T00:00:00Z", null);
    }

    static KeyRow open(String key, double score, Severity severity, double peak) {
        KeyRow.Open open =
                new KeyRow.Open(severity, peak, "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", 3);
        return new KeyRow(key, 1 - score, score, true, "SCORED", "2026-01-01T00:00:01Z", open);
    }

    @Test
    void openAlarmsComeFirstThenScoresThenKeys() {
        List<KeyRow> order =
                List.of(
                        open("e", 0.1, Severity.CRITICAL, 0.85),
                        open("d", 0.9, Severity.MAJOR, 0.7),
                        open("b", 0.9, Severity.MAJOR, 0.65),
                        open("c", 0.2, Severity.MAJOR, 0.65),
                        row("z", 0.9),
                        row("a", 0.3),
                        row("f", 0.3),
                        row("\ud800", 0),
                        row("unreadable", -1));
        List<KeyRow> rows = new ArrayList<>(order);
        Collections.shuffle(rows, new Random(1));
        assertThat(KeyPage.merge(List.of(new KeyPage(rows, false)), 20).rows()).isEqualTo(order);
    }

    @Test
    void pagesOfSeveralInstancesNeitherRepeatNorSkip() throws Exception {
        Random random = new Random(2);
        List<List<KeyRow>> instances = List.of(new ArrayList<>(), new ArrayList<>());
        List<KeyRow> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            double score = random.nextInt(4) / 4.0;
            KeyRow row =
                    i % 9 == 0
                            ? open("key" + i, score, SEVERITIES.get(i % 3), 0.5 + score / 4)
                            : row(i % 2 == 0 ? "key" + i : "k\ud800" + i, score);
            instances.get(random.nextInt(2)).add(row);
            all.add(row);
        }
        List<KeyRow> listed = new ArrayList<>();
        String token = null;
        do {
            ListQuery query = ListQuery.parse("limit=7" + (token == null ? "" : "&after=" + token));
            List<KeyPage> pages = new ArrayList<>();
            for (List<KeyRow> rows : instances) {
                List<KeyRow> after =
                        rows.stream().filter(r -> r.rank().isBehind(query.after())).toList();
                pages.add(KeyPage.merge(List.of(new KeyPage(after, false)), query.limit()));
            }
            KeyPage page = throughJson(KeyPage.merge(pages, query.limit()));
            listed.addAll(page.rows());
            token = page.more() ? PageToken.of(listed.get(listed.size() - 1).rank()) : null;
        } while (token != null);
        all.sort(java.util.Comparator.comparing(KeyRow::rank));
        assertThat(listed).isEqualTo(all);
    }

    @Test
    void aKeyThatTwoInstancesHaveIsListedOnce() {
        KeyPage one = new KeyPage(List.of(row("a", 0.2)), false);
        KeyPage two = new KeyPage(List.of(row("a", 0.1), row("b", 0)), false);
        assertThat(KeyPage.merge(List.of(one, two), 10).rows())
                .containsExactly(row("a", 0.2), row("b", 0));
    }

    @Test
    void veryLongKeysEndAPageToo() throws Exception {
        Rank last = new Rank(0, 0, 0.5, "x".repeat(100_000));
        String token = PageToken.of(last);
        assertThat(token.length()).isLessThan(HttpListener.MAX_QUERY_CHARS - 100);
        assertThat(last.isBehind(PageToken.parse(token))).isFalse();
        assertThat(new Rank(0, 0, 0.5, "y").isBehind(PageToken.parse(token))).isTrue();
    }

    @Test
    void aDamagedTokenIsRefused() throws Exception {
        Rank rank = new Rank(3, 0.9, 0.25, "a/\ud800ä");
        String token = PageToken.of(rank);
        assertThat(PageToken.parse(token)).isEqualTo(rank);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String damaged = token.substring(0, i) + other + token.substring(i + 1);
            assertThatThrownBy(() -> PageToken.parse(damaged)).isInstanceOf(Refusal.class);
            String cut = token.substring(0, i);
            assertThatThrownBy(() -> PageToken.parse(cut))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("what a page gives as next");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=501",
                "limit=-1",
                "limit=1e2",
                "limit=",
                "limit",
                "limit=1&limit=1",
                "order=key",
                "after=",
                "after=%zz",
                "x=1",
                "",
                "limit=1&"
            })
    void otherParametersAreRefused(String query) {
        assertThatThrownBy(() -> ListQuery.parse(query))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    @Test
    void parametersMayBeLeftOut() throws Exception {
        assertThat(ListQuery.parse(null)).isEqualTo(new ListQuery(50, null, null));
        assertThat(ListQuery.parse("order=severity&limit=500").limit()).isEqualTo(500);
    }

    @Test
    void anAnswerThatIsNoPageIsNone() {
        for (String text :
                new String[] {
                    "",
                    "[]",
                    "{}",
                    "<html>",
                    "{\"keys\":[{\"score\":1}]}",
                    "{\"keys\":[{\"key\":\"a\",\"open_alarm\":{\"severity\":\"?\"}}]}",
                    "{\"keys\":[{"
                }) {
            byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertThatThrownBy(() -> KeyPage.parse(bytes)).as(text).isInstanceOf(IOException.class);
        }
    }

    private static KeyPage throughJson(KeyPage page) throws IOException {
        return KeyPage.parse(Reply.of(200, page::write).body());
    }
}
