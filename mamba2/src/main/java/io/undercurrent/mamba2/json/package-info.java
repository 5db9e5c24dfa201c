/**
 * Reads and writes the JSON of model files. It enforces limits because those files may come from
 * untrusted sources. Internal to the module, which has no dependencies and so brings its own
 * parser.
 */
package io.undercurrent.mamba2.json;
