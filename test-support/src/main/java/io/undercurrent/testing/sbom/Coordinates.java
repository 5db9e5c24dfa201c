package io.undercurrent.testing.sbom;

import java.util.Comparator;
import java.util.Locale;

/** A library by its Maven coordinates; the group is null where nothing tells it. */
record Coordinates(String group, String name, String version) implements Comparable<Coordinates> {
    private static final Comparator<Coordinates> ORDER =
            Comparator.comparing((Coordinates c) -> String.valueOf(c.group))
                    .thenComparing(Coordinates::name)
                    .thenComparing(c -> String.valueOf(c.version));

    @Override
    public int compareTo(Coordinates other) {
        return ORDER.compare(this, other);
    }

    /** The coordinates as a package URL, by which scanners look a library up. */
    String purl() {
        return String.format(Locale.ROOT, "pkg:maven/%s/%s@%s", group, name, version);
    }
}
