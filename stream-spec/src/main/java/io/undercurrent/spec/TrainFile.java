package io.undercurrent.spec;

import io.undercurrent.spec.option.SpecException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of {@code train}: those of a file, which may be the stream's own with a section
 * {@code train}, and those of the command line, which take precedence.
 *
 * @param train how to train
 * @param stream the stream whose topic is read; null if no topic is read
 */
public record TrainFile(TrainSpec train, StreamSpec stream) {
    /**
     * Reads and validates.
     *
     * @param file the file; null for none
     * @param given the command line's values by option, written as in the file
     * @param topic whether a topic is read, so that source and brokers must be declared too
     * @throws IOException if the file cannot be read
     * @throws SpecException with every problem found, each with its line
     */
    public static TrainFile load(Path file, Map<String, List<String>> given, boolean topic)
            throws IOException {
        String name = file == null ? "train" : file.toString();
        Path folder = file == null ? Path.of("") : file.toAbsolutePath().getParent();
        Problems problems = new Problems(name);
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (file != null) {
            Substitution substitution = new Substitution(System::getenv, folder);
            entries.putAll(YamlEntries.read(TextFile.read(file, 4), problems, substitution));
            if (entries.isEmpty()) {
                problems.throwIfAny(); // otherwise missing options would bury the parse error
            }
            KnownKeys.check(entries, problems);
        }
        given.forEach(
                (key, texts) -> {
                    boolean isList = OptionRegistry.get(key).type().isList();
                    String written = isList ? texts.toString() : texts.get(0);
                    entries.put(key, new Entry(Problems.NO_LINE, isList, texts, written));
                });
        Settings settings = new Settings(entries, problems, topic);
        StreamSpec stream = topic ? SpecReader.stream(settings, problems, folder) : null;
        problems.throwIfAny();
        TrainSpec train = new Binder(settings).bind(TrainSpec.class, OptionRegistry.TRAIN);
        return new TrainFile(train, stream);
    }
}
