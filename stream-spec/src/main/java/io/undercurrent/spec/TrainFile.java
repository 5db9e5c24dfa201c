package io.undercurrent.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code train} is told: a file that may be the stream's own, with a section {@code train},
 * and the command line's options, which win.
 *
 * @param train how to train
 * @param stream what to read, where a topic is read; else null
 */
public record TrainFile(TrainSpec train, StreamSpec stream) {
    /**
     * Reads and validates.
     *
     * @param file the file; null for none
     * @param given values by option, as the file would have them
     * @param topic whether a topic is read, so that source and brokers must be declared too
     * @throws IOException where the file cannot be read
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
            entries.putAll(YamlEntries.read(Files.readString(file), problems, substitution));
            if (entries.isEmpty()) {
                problems.throwIfAny(); // broken YAML misses everything
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
