/** What all commands ask of the files that a user names. */
package io.undercurrent.cli.input;
