package io.undercurrent.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The root pom lists the modules in the order in which they build on each other: each depends only
 * on modules before it, and what is not shipped is used by tests alone.
 */
class ModuleOrderTest {
    /** Modules that no shipped module may use: what tests share, and what only developers run. */
    private static final Set<String> NOT_SHIPPED =
            Set.of("test-support", "test-kafka", "test-flink", "lab", "benchmarks", "deploy");

    private record Use(String module, String scope) {}

    @Test
    void eachModuleDependsOnlyOnThoseBeforeIt() throws Exception {
        List<String> modules = modules();
        assertThat(modules).startsWith("test-support", "schemas").endsWith("deploy");
        List<String> wrong = new ArrayList<>();
        int uses = 0;
        for (String module : modules) {
            for (Use use : uses(module)) {
                uses++;
                int there = modules.indexOf(use.module);
                if (there < 0 || there >= modules.indexOf(module)) {
                    wrong.add(module + " -> " + use.module);
                }
            }
        }
        assertThat(wrong).as("dependencies on modules that are not listed before").isEmpty();
        assertThat(uses).isGreaterThan(modules.size());
    }

    @Test
    void whatIsNotShippedIsForTestsOnly() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String module : modules()) {
            if (NOT_SHIPPED.contains(module)) {
                continue;
            }
            for (Use use : uses(module)) {
                if (NOT_SHIPPED.contains(use.module) && !use.scope.equals("test")) {
                    wrong.add(
                            String.format(
                                    Locale.ROOT, "%s -> %s (%s)", module, use.module, use.scope));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<String> modules() throws Exception {
        List<String> names = new ArrayList<>();
        for (Element module : children(child(pom(Checkout.file("pom.xml")), "modules"))) {
            names.add(module.getTextContent().strip());
        }
        return names;
    }

    /** Our modules that a module's pom names, outside of profiles. */
    private static List<Use> uses(String module) throws Exception {
        Element dependencies = child(pom(Checkout.file(module).resolve("pom.xml")), "dependencies");
        List<Use> uses = new ArrayList<>();
        if (dependencies == null) {
            return uses;
        }
        for (Element dependency : children(dependencies)) {
            if (text(dependency, "groupId", "").equals("io.undercurrent")) {
                String name = text(dependency, "artifactId", "");
                // The root pom manages these with scope test.
                String scope = name.startsWith("test-") ? "test" : "compile";
                uses.add(new Use(name, text(dependency, "scope", scope)));
            }
        }
        return uses;
    }

    private static Element pom(Path file) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }

    private static String text(Element parent, String name, String otherwise) {
        Element child = child(parent, name);
        return child == null ? otherwise : child.getTextContent().strip();
    }

    private static Element child(Element parent, String name) {
        for (Element child : children(parent)) {
            if (child.getNodeName().equals(name)) {
                return child;
            }
        }
        return null;
    }

    private static List<Element> children(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }
}
