package io.undercurrent.demo.generate;

import io.undercurrent.spec.StreamSpec;
import java.util.List;

/** Streams of all formats that can be declared. */
final class Declarations {
    private static final String KAFKA = "\nkafka.bootstrap.servers: localhost:9092\n";

    private Declarations() {}

    /** Each with other keys, times and fields. */
    static List<StreamSpec> all() {
        return List.of(
                spec(
                        """
                        source.topic: s
                        source.format: json
                        source.time: {field: at, unit: iso}
                        source.values: [temperature, hydraulics.pressure]
                        """),
                spec(
                        """
                        source.topic: s
                        source.format: json
                        source.key: {from: field, field: meta.name}
                        source.time: {field: meta.t, unit: s}
                        source.group-field: meta.site
                        source.values: [sensors.0.load, sensors.1.load]
                        """),
                spec(
                        """
                        source.topic: s
                        source.format: json
                        source.key: {from: record, encoding: hex}
                        source.time: {field: at, unit: pattern, pattern: "dd.MM.yyyy HH:mm:ss.SSS", zone: Asia/Tokyo}
                        source.values: [load]
                        source.max-bytes: 5000
                        """),
                spec(
                        """
                        source.topic: s
                        source.format: csv
                        source.csv: {columns: [name, other, at, load], delimiter: ";"}
                        source.key: {from: field, field: name}
                        source.time: {field: at, unit: ms}
                        source.values: [load]
                        """),
                spec("source.topic: s\nsource.values: [load, current]\n"),
                spec(
                        """
                        source.topic: s
                        source.avro.schema: src/test/resources/io/undercurrent/demo/generate/machine.avsc
                        source.key: {from: field, field: name}
                        source.time: {field: at}
                        source.values: [sensors.load, sensors.current]
                        """),
                spec(
                        """
                        source.topic: s
                        source.key: {from: field, field: key}
                        source.values: [load]
                        """));
    }

    private static StreamSpec spec(String text) {
        return StreamSpec.parse(text + KAFKA, "stream.yaml");
    }
}
