package io.undercurrent.spec;

import io.undercurrent.spec.option.DeclaredOption;
import io.undercurrent.spec.option.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a YAML text into dotted keys, each with its line; {@code a: {b: 1}} and {@code a.b: 1} are
 * the same.
 *
 * <p>It works on YAML's nodes, not on the maps that a loader would build, because maps have no line
 * numbers. Anchors for collections are refused: they can expand a small file to a huge one.
 */
final class YamlEntries {
    private static final int MAX_SHOWN = 100;
    private static final int MAX_CHARS = 4 << 20;
    private static final int MAX_LEVELS = 20;
    private static final int MAX_ALIASES = 1000;

    private final Problems problems;
    private final Substitution substitution;
    private long chars;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private YamlEntries(Problems problems, Substitution substitution) {
        this.problems = problems;
        this.substitution = substitution;
    }

    /** Reads the text's entries in its order; adds what is wrong to {@code problems}. */
    static Map<String, Entry> read(String text, Problems problems, Substitution substitution) {
        YamlEntries reader = new YamlEntries(problems, substitution);
        LoadSettings settings =
                LoadSettings.builder()
                        .setMaxAliasesForCollections(0)
                        .setAllowNonScalarKeys(true)
                        .build();
        if (text.length() > MAX_CHARS) {
            problems.add(
                    Problems.NO_LINE,
                    "the file has " + text.length() + " characters; allowed are " + MAX_CHARS);
            return reader.entries;
        }
        try {
            if (reader.isBounded(new Parse(settings).parseString(text))) {
                new Compose(settings).composeString(text).ifPresent(reader::root);
            }
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            problems.add(
                    mark.map(m -> m.getLine() + 1).orElse(Problems.NO_LINE),
                    "this is no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.add(Problems.NO_LINE, "this is no YAML: " + e.getMessage());
        }
        return reader.entries;
    }

    /**
     * Looks at the file's structure before it is composed, which walks nested parts on the stack
     * and repeats what an alias names.
     */
    private boolean isBounded(Iterable<Event> events) {
        int level = 0;
        int aliases = 0;
        for (Event event : events) {
            int line = event.getStartMark().map(m -> m.getLine() + 1).orElse(Problems.NO_LINE);
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> {
                    if (++level > MAX_LEVELS) {
                        problems.add(
                                line,
                                "nested deeper than " + MAX_LEVELS + " levels, which are allowed");
                        return false;
                    }
                }
                case MappingEnd, SequenceEnd -> level--;
                case Alias -> {
                    if (++aliases > MAX_ALIASES) {
                        problems.add(
                                line, "more than " + MAX_ALIASES + " aliases, which are allowed");
                        return false;
                    }
                }
                default -> {
                    // bounded by the length of the file
                }
            }
        }
        return true;
    }

    private void root(Node root) {
        if (root instanceof MappingNode mapping) {
            section("", mapping);
        } else if (!Tag.NULL.equals(root.getTag())) {
            problems.add(line(root), "the file must be a mapping such as source.topic: events");
        }
    }

    private void section(String prefix, MappingNode mapping) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                problems.add(line(tuple.getKeyNode()), "a key must be a text");
                continue;
            }
            String key = prefix + name.getValue();
            Integer first = lines.putIfAbsent(key, line(name));
            if (first == null && entries.containsKey(key)) {
                first = entries.get(key).line();
            }
            if (first != null) {
                problems.add(
                        line(name),
                        Secrets.shownKey(key)
                                + " is given twice, first in line "
                                + first
                                + "; remove one");
            } else if (tuple.getValueNode() instanceof MappingNode nested) {
                nested(key, nested);
            } else {
                entries.put(key, entry(key, line(name), tuple.getValueNode()));
            }
        }
    }

    private void nested(String key, MappingNode mapping) {
        DeclaredOption option = OptionRegistry.find(key);
        if (option == null) {
            section(key + ".", mapping);
        } else {
            problems.add(line(mapping), wrongShape(option, "a mapping"));
            entries.put(key, new Entry(line(mapping), false, null, ""));
        }
    }

    static String wrongShape(DeclaredOption option, String found) {
        return option.key()
                + " is "
                + found
                + ": expected is a "
                + (option.type().isList() ? "list, such as [a, b]" : "single value")
                + "; allowed are "
                + option.type().allowed();
    }

    private Entry entry(String key, int line, Node node) {
        List<ScalarNode> scalars = new ArrayList<>();
        if (node instanceof ScalarNode scalar) {
            scalars.add(scalar);
        } else if (node instanceof SequenceNode sequence) {
            for (Node element : sequence.getValue()) {
                if (!(element instanceof ScalarNode scalar)) {
                    problems.add(
                            line(element),
                            Secrets.shownKey(key) + ": a list's elements must be single values");
                    return new Entry(line, true, null, "");
                }
                scalars.add(scalar);
            }
        }
        boolean isList = node instanceof SequenceNode;
        List<String> written = scalars.stream().map(ScalarNode::getValue).toList();
        String shown = isList ? written.toString() : written.get(0);
        return new Entry(line, isList, texts(key, scalars), oneLine(shown));
    }

    private static String oneLine(String value) {
        String line = value.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > MAX_SHOWN ? line.substring(0, MAX_SHOWN) + "..." : line;
    }

    private List<String> texts(String key, List<ScalarNode> scalars) {
        List<String> texts = new ArrayList<>();
        for (ScalarNode scalar : scalars) {
            if (Tag.NULL.equals(scalar.getTag())) {
                problems.add(
                        line(scalar),
                        Secrets.shownKey(key) + " has no value; give it one or remove it");
                return null;
            }
            try {
                String text = substitution.apply(scalar.getValue(), isSecret(key));
                chars += text.length();
                if (chars > MAX_CHARS) {
                    problems.add(
                            line(scalar),
                            "the file's values have more than "
                                    + MAX_CHARS
                                    + " characters with all their aliases, which are allowed");
                    return null;
                }
                texts.add(text);
            } catch (IllegalArgumentException e) {
                problems.add(line(scalar), Secrets.shownKey(key) + ": " + e.getMessage());
                return null;
            }
        }
        return texts;
    }

    private static boolean isSecret(String key) {
        DeclaredOption option = OptionRegistry.find(key);
        return option == null ? Secrets.isSecretKey(key) : option.secret();
    }

    private static int line(Node node) {
        return node.getStartMark().map(m -> m.getLine() + 1).orElse(Problems.NO_LINE);
    }
}
