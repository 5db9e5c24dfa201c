package io.undercurrent.testing.sbom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What a jar says of itself: its own coordinates, what was shaded into it, and its classes.
 *
 * <p>What is shaded is known only as far as the jar tells: by Maven's pom.properties, by netty's
 * list of its modules, and by the lines {@code - group:artifact:version} that a NOTICE of Apache
 * Flink has for each library it bundles. Jars within the jar are read alike.
 *
 * @param poms the coordinates that pom.properties name: the jar's own, and those of what it holds
 * @param bundled the coordinates of what it holds, by the other two
 * @param classes each class file with its checksum
 */
record ShippedJar(
        SortedSet<Coordinates> poms, SortedSet<Coordinates> bundled, Map<String, Long> classes) {
    private static final Pattern POM =
            Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
    private static final Pattern BUNDLED =
            Pattern.compile("^\\s*- ([\\w.-]+):([\\w.-]+):([\\w.+-]+)(?:\\s.*)?$");
    private static final String NETTY = "META-INF/io.netty.versions.properties";
    private static final String VERSION = ".version";

    static ShippedJar read(Path jar) throws IOException {
        ShippedJar read = new ShippedJar(new TreeSet<>(), new TreeSet<>(), new HashMap<>());
        try (InputStream in = Files.newInputStream(jar)) {
            read.take(in, false);
        }
        return read;
    }

    private void take(InputStream bytes, boolean within) throws IOException {
        ZipInputStream zip = new ZipInputStream(bytes);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            if (POM.matcher(name).matches()) {
                Properties pom = properties(zip.readAllBytes());
                (within ? bundled : poms)
                        .add(
                                new Coordinates(
                                        pom.getProperty("groupId"),
                                        pom.getProperty("artifactId"),
                                        pom.getProperty("version")));
            } else if (name.equals(NETTY)) {
                Properties netty = properties(zip.readAllBytes());
                for (String key : netty.stringPropertyNames()) {
                    if (key.endsWith(VERSION)) {
                        String module = key.substring(0, key.length() - VERSION.length());
                        bundled.add(new Coordinates("io.netty", module, netty.getProperty(key)));
                    }
                }
            } else if (name.equals("META-INF/NOTICE")) {
                for (String line : new String(zip.readAllBytes(), UTF_8).lines().toList()) {
                    Matcher library = BUNDLED.matcher(line);
                    if (library.matches()) {
                        bundled.add(
                                new Coordinates(
                                        library.group(1), library.group(2), library.group(3)));
                    }
                }
            } else if (name.endsWith(".jar")) {
                take(new ByteArrayInputStream(zip.readAllBytes()), true);
            } else if (name.endsWith(".class") && !within && !name.startsWith("META-INF/")) {
                CRC32 crc = new CRC32();
                crc.update(zip.readAllBytes());
                classes.put(name, crc.getValue());
            }
        }
    }

    /** Whether a class of this jar is in another one, unchanged. */
    boolean isIn(ShippedJar other) {
        return classes.entrySet().stream()
                .anyMatch(c -> c.getValue().equals(other.classes.get(c.getKey())));
    }

    private static Properties properties(byte[] bytes) throws IOException {
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(bytes));
        return properties;
    }
}
