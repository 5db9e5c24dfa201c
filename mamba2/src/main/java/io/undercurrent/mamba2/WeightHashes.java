package io.undercurrent.mamba2;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The SHA-256 of each weights file, which config.json has since it was written with them. A tool
 * that changed, zeroed or truncated the weights leaves values that may be plausible one by one; the
 * hash tells. Folders of other origin have none, and are read without that check.
 */
final class WeightHashes {
    /** The entry of config.json's extension: an object of file names and hexadecimal hashes. */
    static final String ENTRY = "sha256";

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int SHOWN = 12;
    private static final String HASH = "[0-9a-f]{64}";

    private WeightHashes() {}

    /**
     * Hashes files of a folder, for {@link #ENTRY}.
     *
     * @throws IOException if one cannot be read
     */
    static Map<String, Object> of(Path directory, List<String> files) throws IOException {
        Map<String, Object> hashes = new LinkedHashMap<>();
        for (String file : files) {
            hashes.put(file, hash(directory.resolve(file)));
        }
        return hashes;
    }

    /**
     * Compares a file with its hash in config.json, if there is one. Costs one more pass over the
     * file.
     *
     * @param extension the object of config.json that holds {@link #ENTRY}
     * @throws IOException if they differ, or the entry is no such object
     */
    static void check(Path directory, String file, Map<?, ?> extension) throws IOException {
        Object entry = extension.get(ENTRY);
        if (entry == null || !Files.isRegularFile(directory.resolve(file))) {
            return; // whoever reads the file says that it is missing
        }
        Object stated = entry instanceof Map<?, ?> hashes ? hashes.get(file) : null;
        if (!(stated instanceof String hash) || !hash.matches(HASH)) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s: %s.%s has no hash of %s; allowed is an object of each weights file's name and 64 hexadecimal digits, or no such entry",
                            directory.resolve("config.json"),
                            ModelConfigJson.EXTENSION,
                            ENTRY,
                            file));
        }
        String found = hash(directory.resolve(file));
        if (!found.equals(hash)) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s: its SHA-256 begins with %s; config.json was written with weights whose SHA-256 begins with %s. The file was changed, cut short or mixed up since: copy the whole folder again; if the weights are meant to differ, delete %s.%s from config.json",
                            directory.resolve(file),
                            found.substring(0, SHOWN),
                            hash.substring(0, SHOWN),
                            ModelConfigJson.EXTENSION,
                            ENTRY));
        }
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
