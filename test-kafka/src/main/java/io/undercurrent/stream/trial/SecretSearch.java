package io.undercurrent.stream.trial;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Searches any bytes for texts: as they are, in UTF-16, Base64 and hexadecimal. */
public final class SecretSearch {
    private final List<String> forms;

    /** Searches for any of the texts, which consist only of letters, digits, dots and dashes. */
    public SecretSearch(String... texts) {
        Set<String> all = new LinkedHashSet<>();
        for (String text : texts) {
            for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
                byte[] bytes = text.getBytes(charset);
                all.add(new String(bytes, ISO_8859_1));
                all.add(HexFormat.of().formatHex(bytes));
            }
            // Base64 depends on the text's offset; its first and last characters also on
            // neighbouring bytes.
            for (int before = 0; before < 3; before++) {
                byte[] bytes = ("x".repeat(before) + text).getBytes(UTF_8);
                String coded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
                all.add(coded.substring(before == 0 ? 0 : 4, coded.length() - 4));
            }
        }
        forms = List.copyOf(all);
    }

    /** Whether the text contains one of the forms. */
    public boolean isIn(String text) {
        return isIn(text.getBytes(UTF_8));
    }

    public boolean isIn(byte[] bytes) {
        String latin = new String(bytes, ISO_8859_1);
        return forms.stream().anyMatch(latin::contains);
    }

    /** The files below a folder that contain one of the forms in their content, path or name. */
    public List<Path> filesIn(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (isIn(file.toString()) || isIn(Files.readAllBytes(file))) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException gone) {
                        return FileVisitResult.CONTINUE; // a running job deletes its own files
                    }
                });
        return found;
    }
}
