package io.undercurrent.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final int README_BYTES = 8192;
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern PAGE_IN_SOURCE = Pattern.compile("docs/[a-z/-]+\\.(md|svg)");

    @Test
    void everyRelativeLinkAndAnchorResolves() throws IOException {
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (Page page : Pages.all()) {
            for (String link : page.links()) {
                if (!ELSEWHERE.matcher(link).matches()) {
                    seen++;
                    if (!resolves(page, link)) {
                        wrong.add(page + ": " + link);
                    }
                }
            }
        }
        assertThat(seen).isGreaterThan(100);
        assertThat(wrong).as("links to files or headings that are not there").isEmpty();
    }

    private static boolean resolves(Page page, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
        if (!target.startsWith(Pages.ROOT) || !Files.exists(target)) {
            return false;
        }
        return hash < 0 || Pages.read(target).anchors().contains(link.substring(hash + 1));
    }

    @Test
    void theIndexLeadsToEveryPage() throws IOException {
        Page index = Pages.read(Pages.DOCS.resolve("index.md"));
        List<String> linked =
                index.links().stream().map(link -> link.replaceAll("#.*", "")).toList();
        for (Page page : Pages.all()) {
            if (page.file().startsWith(Pages.DOCS) && !page.file().equals(index.file())) {
                assertThat(linked).contains(Pages.DOCS.relativize(page.file()).toString());
            }
        }
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.size(Pages.ROOT.resolve("README.md"))).isLessThanOrEqualTo(README_BYTES);
    }

    /** Messages, comments and examples name pages too. */
    @Test
    void pagesThatSourcesNameAreThere() throws IOException {
        List<Path> sources;
        try (Stream<Path> modules = Files.list(Pages.ROOT)) {
            sources =
                    modules.filter(module -> !Pages.name(module).matches("\\..*|docs|target"))
                            .flatMap(LinksTest::sources)
                            .toList();
        }
        assertThat(sources).hasSizeGreaterThan(500);
        List<String> wrong =
                sources.stream()
                        .flatMap(
                                file ->
                                        PAGE_IN_SOURCE
                                                .matcher(Pages.text(file))
                                                .results()
                                                .map(found -> found.group())
                                                .filter(
                                                        page ->
                                                                !Files.exists(
                                                                        Pages.ROOT.resolve(page)))
                                                .map(page -> Pages.name(file) + ": " + page))
                        .collect(Collectors.toList());
        assertThat(wrong).as("pages that are named and not there").isEmpty();
    }

    private static Stream<Path> sources(Path module) {
        try {
            List<Path> top = new ArrayList<>();
            if (Files.isRegularFile(module)) {
                top.add(module);
            } else {
                try (Stream<Path> inside = Files.list(module)) {
                    for (Path entry : inside.toList()) {
                        if (Files.isRegularFile(entry)) {
                            top.add(entry);
                        } else if (!entry.endsWith("target")) {
                            try (Stream<Path> files = Files.walk(entry)) {
                                files.filter(Files::isRegularFile).forEach(top::add);
                            }
                        }
                    }
                }
            }
            return top.stream()
                    .filter(file -> file.toString().matches(".*\\.(java|ya?ml|xml|md)|.*/run"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
