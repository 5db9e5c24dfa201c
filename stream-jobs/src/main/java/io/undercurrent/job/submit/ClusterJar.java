package io.undercurrent.job.submit;

import io.undercurrent.job.UndercurrentJob;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Finds and checks the jar with the job's classes for a cluster. The job graph is created in this
 * program and read on the cluster, so program and jar must be from the same build. They are
 * compared class by class, which costs some 100 ms.
 */
final class ClusterJar {
    private static final String CLASS_PREFIX = "io/undercurrent/";
    private static final int MAX_PARENT_FOLDERS = 4;

    private ClusterJar() {}

    /**
     * Finds the jar to upload.
     *
     * @param named the jar that the user named; null to search next to this program's lib folder
     *     and in {@code stream-jobs/target} of a checkout
     * @throws IllegalArgumentException if there is no jar, several jars, or a jar of another build
     */
    static Path find(Path named) throws IOException {
        Path jar = named == null ? search(program()) : named;
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--jar = %s: no such file; mvn package makes stream-jobs/target/stream-jobs-*-cluster.jar",
                            jar));
        }
        check(jar);
        return jar;
    }

    /** Searches the folders above a path. */
    static Path search(Path program) throws IOException {
        Path folder = program.getParent();
        for (int i = 0; i < MAX_PARENT_FOLDERS && folder != null; i++) {
            List<Path> found = new ArrayList<>();
            // The lib folder itself is not searched: a jar in it would be on the class path twice.
            if (i > 0) {
                add(folder, found);
            }
            add(folder.resolve("stream-jobs").resolve("target"), found);
            if (found.size() > 1) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "--jar: there are several cluster jars: %s; name one",
                                found));
            }
            if (found.size() == 1) {
                return found.get(0);
            }
            folder = folder.getParent();
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "--jar: no *-cluster.jar beside %s; mvn package makes stream-jobs/target/stream-jobs-*-cluster.jar, name it",
                        program.getParent()));
    }

    private static void add(Path folder, List<Path> found) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var jars = Files.newDirectoryStream(folder, "*-cluster.jar")) {
                jars.forEach(found::add);
            }
        }
    }

    /** Fails if the jar does not contain the job or is from another build than this program. */
    static void check(Path path) throws IOException {
        String main = UndercurrentJob.class.getName().replace('.', '/') + ".class";
        try (JarFile jar = new JarFile(path.toFile())) {
            if (jar.getEntry(main) == null) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "--jar = %s: there is no Undercurrent job in it; allowed is stream-jobs-*-cluster.jar",
                                path));
            }
            for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
                JarEntry entry = all.nextElement();
                String name = entry.getName();
                if (name.startsWith(CLASS_PREFIX) && name.endsWith(".class") && !same(jar, entry)) {
                    throw new IllegalArgumentException(
                            String.format(
                                    Locale.ROOT,
                                    "--jar = %s: of another build than this program (%s differs); build both with mvn package",
                                    path,
                                    name));
                }
            }
        } catch (java.util.zip.ZipException e) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "--jar = %s: no jar file: %s", path, e.getMessage()),
                    e);
        }
    }

    private static boolean same(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream theirs = jar.getInputStream(entry);
                InputStream ours =
                        ClusterJar.class.getClassLoader().getResourceAsStream(entry.getName())) {
            return ours != null && Arrays.equals(theirs.readAllBytes(), ours.readAllBytes());
        }
    }

    /** The jar that this class was loaded from, or the classes folder in a build. */
    private static Path program() {
        try {
            return Path.of(
                    ClusterJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry is a URI", e);
        }
    }
}
