package io.undercurrent.spec.option;

import java.io.Serializable;

/** Where a record's key comes from: the section {@code source.key}. */
public record KeyOptions(
        @Option(
                        byDefault = "record",
                        doc =
                                """
                                Where an event's key comes from: the Kafka record's key or a field of its
                                value; with a field whose values span partitions, the order of arrival
                                decides what a key has seen.
                                """)
                From from,
        @Option(
                        allowed = "fields' names; in JSON and with source.avro.schema dotted paths",
                        byDefault = "key",
                        doc =
                                """
                                The field that holds the key where source.key.from is field; texts and whole
                                numbers are keys.
                                """)
                String field,
        @Option(
                        byDefault = "utf8",
                        doc =
                                """
                                How a record key's bytes become text: as UTF-8, or any bytes as hex digits.
                                """)
                Encoding encoding)
        implements Serializable {
    /** The field is null if the key is the record's key, because no field is read then. */
    public KeyOptions {
        field = from == From.FIELD ? field : null;
    }

    /** The places where a key can be. */
    public enum From {
        /** The Kafka record's key. */
        RECORD,
        /** A field of the value. */
        FIELD
    }

    /** How a record key's bytes become text. */
    public enum Encoding {
        /** They are UTF-8 text. */
        UTF8,
        /** Any bytes, written as lower-case hex digits. */
        HEX
    }
}
