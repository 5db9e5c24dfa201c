package io.undercurrent.spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Turns a file into a validated stream: reads entries, checks keys, reads values, checks them
 * against each other.
 */
final class SpecReader {
    private SpecReader() {}

    static StreamSpec load(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return read(TextFile.read(file, 4), file.toString(), folder, System::getenv);
    }

    static StreamSpec parse(String text, String name) {
        return read(text, name, Path.of(""), System::getenv);
    }

    static StreamSpec read(
            String text, String name, Path folder, UnaryOperator<String> environment) {
        Problems problems = new Problems(name);
        Substitution substitution = new Substitution(environment, folder);
        Map<String, Entry> entries = YamlEntries.read(text, problems, substitution);
        if (entries.isEmpty()) {
            problems.throwIfAny(); // otherwise missing options would bury the parse error
        }
        KnownKeys.check(entries, problems);
        return stream(new Settings(entries, problems, true), problems, folder);
    }

    static StreamSpec stream(Settings settings, Problems problems, Path folder) {
        SourceChecks.check(settings);
        OtherChecks.check(settings);
        EpisodeChecks.check(settings);
        AvroFiles files = AvroFiles.load(settings, folder);
        problems.throwIfAny();
        StreamSpec spec = new Binder(settings, files.schemas(settings)).bind(StreamSpec.class, "");
        AvroFiles.check(settings, spec);
        problems.throwIfAny();
        return spec;
    }
}
