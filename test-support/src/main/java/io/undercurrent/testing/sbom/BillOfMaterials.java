package io.undercurrent.testing.sbom;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the bill of materials (CycloneDX) of everything that is shipped: each jar of the program's
 * folders and the cluster jar, by what is in them and not by what a build asked for, with what is
 * shaded inside. Groups and licences come from the bills of the modules, which know what was
 * resolved; a jar is found there by its checksum.
 *
 * <p>The same jars give the same bytes.
 */
public final class BillOfMaterials {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FILE = Pattern.compile("(.+?)-(\\d[\\w.+-]*)\\.jar");

    private final Map<String, JsonNode> resolved = new HashMap<>();
    private final Map<String, ObjectNode> components = new TreeMap<>();
    private final Map<String, ShippedJar> jars = new TreeMap<>();

    private BillOfMaterials() {}

    /**
     * Writes the bill.
     *
     * @param args the program's version, its folder of jars, the cluster jar, the file to write,
     *     and the bills of the modules; where one of those is not there, because Maven is offline,
     *     none is written
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Files.deleteIfExists(Path.of(args[3])); // that of an earlier build
        for (String module : List.of(args).subList(4, args.length)) {
            if (!Files.exists(Path.of(module))) {
                System.out.println("no bill of materials: " + module + " is made online only");
                return;
            }
        }
        BillOfMaterials bill = new BillOfMaterials();
        for (String module : List.of(args).subList(4, args.length)) {
            bill.know(Path.of(module));
        }
        bill.addFolder(Path.of(args[1]));
        bill.addClusterJar(Path.of(args[2]));
        Files.write(Path.of(args[3]), bill.json(args[0]));
    }

    private void know(Path bill) throws IOException {
        for (JsonNode component : JSON.readTree(bill.toFile()).path("components")) {
            for (JsonNode hash : component.path("hashes")) {
                if (hash.path("alg").asText().equals("SHA-256")) {
                    resolved.put(hash.path("content").asText(), component);
                }
            }
        }
    }

    /** The jars that every runtime shares, and those of each runtime. */
    private void addFolder(Path lib) throws IOException {
        for (Path folder : List.of(lib, lib.resolve("flink"), lib.resolve("kafka-streams"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
                    add("lib/" + lib.relativize(jar).toString().replace('\\', '/'), jar);
                }
            }
        }
    }

    private void add(String path, Path jar) throws IOException {
        ShippedJar read = ShippedJar.read(jar);
        String hash = sha256(jar);
        JsonNode known = resolved.get(hash);
        Coordinates own = own(jar, read, known);
        ObjectNode component = component("library", path, own);
        component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", hash);
        if (known != null && known.has("licenses")) {
            component.set("licenses", known.get("licenses"));
        }
        ArrayNode within = JSON.createArrayNode();
        Stream.concat(read.poms().stream(), read.bundled().stream())
                .filter(shaded -> !shaded.name().equals(own.name()))
                .distinct()
                .sorted()
                .forEach(
                        shaded ->
                                within.add(
                                        component("library", path + "!" + shaded.purl(), shaded)));
        if (!within.isEmpty()) {
            component.set("components", within);
        }
        components.put(path, component);
        jars.put(path, read);
    }

    private static Coordinates own(Path jar, ShippedJar read, JsonNode known) {
        if (known != null) {
            return new Coordinates(
                    known.path("group").asText(),
                    known.path("name").asText(),
                    known.path("version").asText());
        }
        String file = jar.getFileName().toString();
        for (Coordinates pom : read.poms()) {
            if (file.equals(pom.name() + "-" + pom.version() + ".jar")) {
                return pom;
            }
        }
        Matcher name = FILE.matcher(file);
        return name.matches()
                ? new Coordinates(null, name.group(1), name.group(2))
                : new Coordinates(null, file, null);
    }

    /** The cluster jar holds libraries of the program's folders again, merged into one file. */
    private void addClusterJar(Path jar) throws IOException {
        ShippedJar read = ShippedJar.read(jar);
        String path = "undercurrent-cluster.jar";
        ObjectNode component = JSON.createObjectNode();
        component.put("type", "application").put("bom-ref", path).put("name", path);
        component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", sha256(jar));
        ArrayNode within = component.putArray("components");
        jars.forEach(
                (from, library) -> {
                    if (library.isIn(read)) {
                        ObjectNode copy = components.get(from).deepCopy();
                        copy.remove(List.of("hashes", "components"));
                        copy.put("bom-ref", path + "!" + from);
                        within.add(copy);
                    }
                });
        components.put(path, component);
    }

    private static ObjectNode component(String type, String reference, Coordinates of) {
        ObjectNode component = JSON.createObjectNode();
        component.put("type", type).put("bom-ref", reference);
        if (of.group() != null) {
            component.put("group", of.group());
        }
        component.put("name", of.name());
        if (of.version() != null) {
            component.put("version", of.version());
        }
        if (of.group() != null && of.version() != null) {
            component.put("purl", of.purl());
        }
        return component;
    }

    private byte[] json(String version) throws IOException {
        ObjectNode bill = JSON.createObjectNode();
        bill.put("bomFormat", "CycloneDX").put("specVersion", "1.6");
        ArrayNode all = JSON.createArrayNode();
        components.values().forEach(all::add);
        UUID serial = UUID.nameUUIDFromBytes(all.toString().getBytes(UTF_8));
        bill.put("serialNumber", "urn:uuid:" + serial).put("version", 1);
        bill.putObject("metadata")
                .putObject("component")
                .put("type", "application")
                .put("bom-ref", "undercurrent")
                .put("group", "io.undercurrent")
                .put("name", "undercurrent")
                .put("version", version);
        bill.set("components", all);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(bill);
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
