// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.RefusedException;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoreUnavailableException;

/** Says in one sentence what a server refused. */
final class S3Errors {
    private S3Errors() {}

    /**
     * @param action what was tried, as in "write"
     * @param status the HTTP status; 0 where there was no answer
     * @param reason the server's or the client's words
     */
    static StoreException of(
            String action, String key, Object where, int status, String reason, Throwable cause) {
        String what = "Cannot " + action + " " + key + " in " + where + ": ";
        if (status == 401 || status == 403) {
            return new RefusedException(
                    what
                            + "access denied (HTTP "
                            + status
                            + "); give this machine credentials that may, by the environment, a"
                            + " profile or a role",
                    cause);
        }
        if (status == 404) {
            return new RefusedException(what + "there is no such bucket; make it first", cause);
        }
        if (status == 400 || status == 405 || status == 501) {
            return new RefusedException(
                    what + "the server refuses it (HTTP " + status + ": " + reason + ")", cause);
        }
        return new StoreUnavailableException(
                what + (status == 0 ? reason : "HTTP " + status + ": " + reason), cause);
    }
}
