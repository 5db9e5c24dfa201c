package io.undercurrent.spec.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Avro's rules let through that would be another number or text, and what they mean alike. */
class AvroCompatibilityTest {
    private static final String DECIMAL =
            "{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}";
    private static final String MILLIS = "{'type':'long','logicalType':'timestamp-millis'}";

    private static Schema record(String type) {
        String text = "{'type':'record','name':'R','fields':[{'name':'x','type':%s}]}";
        String expanded = type.replace("DECIMAL", DECIMAL).replace("MILLIS", MILLIS);
        return new Schema.Parser()
                .parse(String.format(Locale.ROOT, text, expanded).replace('\'', '"'));
    }

    private static Optional<String> problem(String reader, String writer) {
        return AvroCompatibility.problem(record(reader), "R here", record(writer), "R there");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "DECIMAL | 'string' | string | a decimal of scale 2",
                "'string' | DECIMAL | a decimal of scale 2 | string",
                "'bytes' | 'string' | string | bytes",
                "'string' | 'bytes' | bytes | string",
                "['null',DECIMAL] | ['null','string'] | string | a decimal of scale 2",
                "['null','double','string'] | ['null','bytes'] | bytes | string",
                "['null',MILLIS] | {'type':'int','logicalType':'date'} | date | timestamp-millis",
                "['null','string',MILLIS] | {'type':'long','logicalType':'timestamp-micros'} | timestamp-micros | timestamp-millis",
                "['null','long'] | ['null',MILLIS] | timestamp-millis | plain"
            })
    void whatWouldBeAnotherValueIsRefused(String reader, String writer, String there, String here) {
        assertThat(problem(reader, writer))
                .hasValue(
                        String.format(
                                Locale.ROOT,
                                "records of R there cannot be read as R here: /x is %s there and %s here",
                                there,
                                here));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "['null','string',MILLIS]",
                "['null','int',MILLIS,'double']",
                "['string','bytes']",
                "[DECIMAL,'string',MILLIS,{'type':'int','logicalType':'date'}]",
                "[{'type':'fixed','name':'A','size':8,'logicalType':'decimal','precision':9,'scale':2},{'type':'fixed','name':'B','size':8,'logicalType':'decimal','precision':9,'scale':3}]",
                "{'type':'map','values':['null','string',MILLIS]}",
                "{'type':'array','items':['string',MILLIS]}",
                "['null',{'type':'record','name':'P','fields':[{'name':'y','type':['int',MILLIS]}]},{'type':'record','name':'Q','fields':[{'name':'y','type':['bytes','string']}]}]"
            })
    void everySchemaReadsItself(String type) {
        assertThat(problem(type, type)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "['null','string',MILLIS] | MILLIS",
                "['null','string',MILLIS] | 'string'",
                "['null',MILLIS] | 'long'",
                "'double' | 'int'",
                "['double',DECIMAL] | DECIMAL"
            })
    void whatMeansTheSamePasses(String reader, String writer) {
        assertThat(problem(reader, writer)).isEmpty();
    }
}
