/** Results of an evaluation as tables (Markdown, CSV) and charts (SVG). */
package io.undercurrent.training.report;
