package io.undercurrent.deploy.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the tests look at in one page of Markdown.
 *
 * @param file the page
 * @param links targets of links and pictures outside code
 * @param anchors what a link to a heading of this page may say behind the #
 * @param blocks lines of code blocks without a language, or of a shell
 * @param spans texts between single backticks, outside code blocks
 */
record Page(
        Path file,
        List<String> links,
        Set<String> anchors,
        List<String> blocks,
        List<String> spans) {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");
    private static final Set<String> SHELLS = Set.of("", "sh", "bash");

    static Page of(Path file, List<String> lines) {
        List<String> links = new ArrayList<>();
        List<String> blocks = new ArrayList<>();
        List<String> spans = new ArrayList<>();
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> repeats = new HashMap<>();
        String language = null;
        for (String line : lines) {
            if (line.stripLeading().startsWith("```")) {
                language = language == null ? line.strip().substring(3) : null;
            } else if (language != null) {
                if (SHELLS.contains(language)) {
                    blocks.add(line);
                }
            } else {
                SPAN.matcher(line).results().map(found -> found.group(1)).forEach(spans::add);
                // A backtick may be part of a link's text, so only spans without a link go.
                LINK.matcher(line.replaceAll("`[^`\\]]*\\]\\([^`]*`", ""))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .forEach(links::add);
                var heading = HEADING.matcher(line);
                if (heading.matches()) {
                    String slug = slug(heading.group(1));
                    int before = repeats.merge(slug, 1, Integer::sum) - 1;
                    anchors.add(before == 0 ? slug : slug + "-" + before);
                }
            }
        }
        return new Page(file, links, anchors, blocks, spans);
    }

    /** As GitHub makes it of a heading. */
    private static String slug(String heading) {
        return heading.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    @Override
    public String toString() {
        return Pages.name(file);
    }
}
