package io.undercurrent.mamba2;

import java.util.Objects;

/**
 * The content of a model directory's config.json: a backbone, and a vocabulary if the model is for
 * streams of discrete events.
 *
 * @param backbone the blocks
 * @param vocabSize number of tokens; 0 if there is no embedding
 * @param padVocabSizeMultiple the embedding has vocab_size rows, rounded up to a multiple of this
 *     number
 * @param tieEmbeddings whether the embedding is also the output head
 */
public record ModelConfig(
        BackboneConfig backbone, int vocabSize, int padVocabSizeMultiple, boolean tieEmbeddings) {

    private static final int MAX_VOCABULARY = 1 << 24;

    /** Checks the vocabulary. */
    public ModelConfig {
        Objects.requireNonNull(backbone, "backbone");
        if (vocabSize < 0 || vocabSize > MAX_VOCABULARY) {
            throw new IllegalArgumentException(
                    "vocab_size=" + vocabSize + "; it must be from 0 to " + MAX_VOCABULARY);
        }
        if (padVocabSizeMultiple < 1 || padVocabSizeMultiple > MAX_VOCABULARY) {
            throw new IllegalArgumentException(
                    "pad_vocab_size_multiple="
                            + padVocabSizeMultiple
                            + "; it must be from 1 to "
                            + MAX_VOCABULARY);
        }
        long table = (long) rows(vocabSize, padVocabSizeMultiple) * backbone.mixer().dModel();
        if (table > 1 << 30) {
            throw new IllegalArgumentException(
                    "vocab_size="
                            + vocabSize
                            + " makes an embedding of "
                            + table
                            + " weights; at most "
                            + (1 << 30)
                            + " are allowed: lower vocab_size or d_model");
        }
    }

    /** A backbone for continuous inputs. */
    public static ModelConfig continuous(BackboneConfig backbone) {
        return new ModelConfig(backbone, 0, 1, true);
    }

    /** Number of rows of the embedding and of the head. */
    public int paddedVocabSize() {
        return rows(vocabSize, padVocabSizeMultiple);
    }

    private static int rows(int vocabSize, int multiple) {
        return (vocabSize + multiple - 1) / multiple * multiple;
    }
}
