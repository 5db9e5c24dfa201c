package io.undercurrent.cli.score;

import io.undercurrent.spec.option.SourceOptions.Late;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses {@code --late}, which takes the same words as stream.yaml. */
final class LateConverter implements ITypeConverter<Late> {
    @Override
    public Late convert(String text) {
        return switch (text) {
            case "score" -> Late.SCORE;
            case "dead-letter" -> Late.DEAD_LETTER;
            default ->
                    throw new TypeConversionException(
                            "'" + text + "': allowed are score and dead-letter");
        };
    }
}
