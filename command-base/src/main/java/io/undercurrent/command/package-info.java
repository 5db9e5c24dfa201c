/**
 * What commands share, whichever module brings them: how the program finds them, their console, one
 * clear message for a refusal, files, brokers.
 */
package io.undercurrent.command;
