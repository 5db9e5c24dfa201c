package io.undercurrent.spec.decode.avro;

import io.undercurrent.spec.avro.PathTree;
import io.undercurrent.spec.option.SourceOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.util.Utf8;

/** Creates the parts that read a projected schema along the declared paths. */
final class AvroParts {
    private final AvroLeaves leaves;

    AvroParts(SourceOptions source) {
        leaves = new AvroLeaves(source);
    }

    AvroPart part(Schema schema, PathTree tree) {
        return switch (schema.getType()) {
            case UNION -> union(schema, tree);
            case NULL -> nothing(tree);
            case RECORD -> record(schema, tree);
            case MAP -> map(schema, tree);
            case ARRAY -> array(schema, tree);
            default -> tree.isEnd() ? leaves.leaf(schema, tree.role()) : AvroDiscard.of(schema);
        };
    }

    private AvroPart union(Schema schema, PathTree tree) {
        AvroPart[] branches =
                schema.getTypes().stream().map(s -> part(s, tree)).toArray(AvroPart[]::new);
        return (in, row) -> branches[in.readIndex()].read(in, row);
    }

    private static AvroPart nothing(PathTree tree) {
        int[] roles = roles(tree).toArray();
        return (in, row) -> {
            in.readNull();
            for (int role : roles) {
                row.missing(role);
            }
        };
    }

    private static IntStream roles(PathTree tree) {
        return tree.isEnd()
                ? IntStream.of(tree.role())
                : tree.children().values().stream().flatMapToInt(AvroParts::roles);
    }

    private AvroPart record(Schema schema, PathTree tree) {
        if (tree.isEnd()) {
            return unfit(schema, tree);
        }
        List<Schema.Field> fields = schema.getFields();
        AvroPart[] parts = new AvroPart[fields.size()];
        for (Schema.Field field : fields) {
            PathTree below = tree.children().get(field.name());
            parts[field.pos()] =
                    below == null ? AvroDiscard.of(field.schema()) : part(field.schema(), below);
        }
        return (in, row) -> {
            for (Schema.Field field : in.readFieldOrder()) {
                parts[field.pos()].read(in, row);
            }
        };
    }

    private AvroPart map(Schema schema, PathTree tree) {
        if (tree.isEnd()) {
            return unfit(schema, tree);
        }
        Map<Utf8, AvroPart> parts = new HashMap<>();
        tree.children().forEach((n, t) -> parts.put(new Utf8(n), part(schema.getValueType(), t)));
        return new MapPart(parts, AvroDiscard.of(schema.getValueType()));
    }

    /** Reads a map; a class, because it reuses one buffer for the map's keys. */
    private static final class MapPart implements AvroPart {
        private final Map<Utf8, AvroPart> parts;
        private final AvroPart others;
        private Utf8 name = new Utf8();

        MapPart(Map<Utf8, AvroPart> parts, AvroPart others) {
            this.parts = parts;
            this.others = others;
        }

        @Override
        public void read(ResolvingDecoder in, AvroRow row) throws IOException {
            for (long n = in.readMapStart(); n != 0; n = in.mapNext()) {
                row.elements(n);
                for (long i = 0; i < n; i++) {
                    name = in.readString(name);
                    parts.getOrDefault(name, others).read(in, row);
                }
            }
        }
    }

    private AvroPart array(Schema schema, PathTree tree) {
        if (tree.isEnd()) {
            return unfit(schema, tree);
        }
        Map<Integer, AvroPart> byIndex = new HashMap<>();
        tree.children()
                .forEach(
                        (index, below) ->
                                byIndex.put(
                                        Integer.valueOf(index),
                                        part(schema.getElementType(), below)));
        AvroPart others = AvroDiscard.of(schema.getElementType());
        AvroPart[] parts = new AvroPart[byIndex.keySet().stream().max(Integer::compare).get() + 1];
        Arrays.setAll(parts, i -> byIndex.getOrDefault(i, others));
        return (in, row) -> {
            long index = 0;
            for (long n = in.readArrayStart(); n != 0; n = in.arrayNext()) {
                row.elements(n);
                for (long i = 0; i < n; i++, index++) {
                    (index < parts.length ? parts[(int) index] : others).read(in, row);
                }
            }
        };
    }

    private static AvroPart unfit(Schema schema, PathTree tree) {
        AvroPart discard = AvroDiscard.of(schema);
        String found = "of type " + schema.getType().getName();
        return (in, row) -> {
            discard.read(in, row);
            row.unfit(tree.role(), found);
        };
    }
}
