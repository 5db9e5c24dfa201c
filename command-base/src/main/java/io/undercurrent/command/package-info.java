/** What every command line of ours has: one clear message for a refusal, files, brokers. */
package io.undercurrent.command;
