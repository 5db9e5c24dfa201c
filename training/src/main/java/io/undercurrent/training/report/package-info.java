/** Results of an evaluation as tables (Markdown, CSV) and pictures (SVG). */
package io.undercurrent.training.report;
