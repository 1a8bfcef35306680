/* SPDX-License-Identifier: Apache-2.0
 * Copyright the Flink Multimodal authors
 *
 * How garbage will be collected (docs/decisions/0015): leases of processes that write, roots of jobs,
 * the sweep. One digest, three epochs, two processes, two jobs, NS sweepers. `check` runs it.
 *
 * Every atomic step is ONE request to the store or one step in memory; a process may pause for ever
 * between two steps. There are no clocks: a lease may be taken for expired at any time, and a PUT or
 * a DELETE that was sent may take effect at any time, and any number of times.
 *
 * Claims (CHECK), as long as a job's root is not released:
 *   a job that holds the digest finds a copy at or above the floor of its root;
 *   a record in the topic resolves as long as the root of the job that emitted it is held.
 */
#ifndef NS
#define NS 1
#endif
#ifndef CYC
#define CYC 2
#endif
#define NE 3
#define NONE 9
#define BIT(e) (1 << (e))
#define BELOW(h) ((1 << (h)) - 1)
#define FROM(f) (7 & ~BELOW(f))
#define MIN(a, b) ((a) < (b) -> (a) : (b))

byte obj, zput, zdel, present, H;
byte lf[2] = NONE;             /* floor of the lease of each process, durable */
byte pub[2] = NONE;            /* the epoch that each process publishes in, in memory */
byte known[2];                 /* the copies that each process knows of, in memory */
byte flying[2] = NONE;         /* the epoch of a put of each process that is under way */
byte putFor[2];                /* the job of that put */
byte rF[3] = NONE;             /* roots, durable: their floors; NONE: not written */
byte rTomb;                    /* released roots, as bits */
byte jRoot[2] = NONE;          /* the root of each job */
bit runs[2], held[2];           /* tasks of a job run; its state holds the digest */
bit topic;                     /* a record of job 0 holds the digest */

#define ALIVE(r) ((r) != NONE && rF[r] != NONE && !(rTomb & BIT(r)))
#define OKJ(j) (!(runs[j] && held[j] && ALIVE(jRoot[j])) || (obj & FROM(rF[jRoot[j]])))
#define OKT (!topic || !ALIVE(jRoot[0]) || obj)
#define CHECK assert(OKJ(0) && OKJ(1) && OKT)

proctype Net() {
end:
  do
  :: atomic { zput & ~obj & 1 -> obj = obj | 1 }
  :: atomic { zput & ~obj & 2 -> obj = obj | 2 }
  :: atomic { zput & ~obj & 4 -> obj = obj | 4 }
  :: atomic { zdel & obj & 1 -> obj = obj & ~1; CHECK }
  :: atomic { zdel & obj & 2 -> obj = obj & ~2; CHECK }
  :: atomic { zdel & obj & 4 -> obj = obj & ~4; CHECK }
  od
}

proctype Process(byte p) {
  byte q;
  q = present;
  lf[p] = q;
#ifndef NO_REREAD
  q = present;
#endif
  atomic { pub[p] = q; q = 0 };
end:
  do
  /* a task puts the content: what is known at or above the epoch of publication is not sent */
  :: atomic { flying[p] == NONE && runs[0] && !held[0] -> putFor[p] = 0; goto put }
  :: atomic { flying[p] == NONE && runs[1] && !held[1] -> putFor[p] = 1; goto put }
  :: atomic { false ->
put:
#ifdef KNOWN_ANY
       if :: known[p] -> held[putFor[p]] = 1; CHECK
#else
       if :: known[p] & FROM(pub[p]) -> held[putFor[p]] = 1; CHECK
#endif
          :: else -> flying[p] = pub[p]
       fi }
  :: atomic { flying[p] != NONE && !(zput & BIT(flying[p])) ->        /* it reaches the store */
       obj = obj | BIT(flying[p]); zput = zput | BIT(flying[p]) }
  :: atomic { flying[p] != NONE && (zput & BIT(flying[p])) && (obj & BIT(flying[p])) -> /* the answer */
       known[p] = known[p] | BIT(flying[p]); flying[p] = NONE;
       if :: runs[putFor[p]] -> held[putFor[p]] = 1 :: else fi; CHECK }
  /* the process raises the floor of its lease, also while a put is under way: the root of the job is older */
  :: q < present -> q = present
  :: pub[p] < q -> pub[p] = q
  :: atomic { lf[p] < pub[p] -> lf[p] = pub[p] }
  od
}

inline lowerToLeases() {
  i = 0;
  do
  :: atomic { i < 2 -> F = MIN(F, lf[i]); i++ }
  :: i == 2 -> break
  od
}

inline jobFloor() {
#ifdef LEASES_FIRST
  F = NE; lowerToLeases();
  atomic { F = MIN(F, present) };
#else
  F = present;
#ifndef NO_LEASES
  lowerToLeases();
#endif
#endif
#ifndef NO_ROOTS
  i = 0;
  do
  :: atomic { i < 3 -> if :: rF[i] != NONE && !(rTomb & BIT(i)) -> F = MIN(F, rF[i]) :: else fi; i++ }
  :: i == 3 -> break
  od;
#endif
  i = 0
}
/* Job 0 starts afresh. Job 1 starts afresh and may read the topic, or is restored from job 0. */
proctype Job(byte j) {
  byte F, i, h;
  bit restored, got;
  if
#ifndef NO_RESTORE
  :: atomic { j == 1 && runs[0] && held[0] && ALIVE(jRoot[0]) -> restored = 1; got = 1 } /* its savepoint */
#endif
  :: true
  fi;
#ifdef RUN_EARLY
  runs[j] = 1;
#endif
  jobFloor();
#ifdef FENCE_EARLY
  h = H;
#endif
  atomic { rF[j] = F; jRoot[j] = j };
#ifndef FENCE_EARLY
  h = H;
#endif
#ifdef NO_FENCE
  h = 0;
#endif
  if
  :: F < h -> rTomb = rTomb | BIT(j); runs[j] = 0; goto out
  :: else
  fi;
  if
  :: restored ->
#ifdef INHERIT_CHECK_FIRST
     if :: rTomb & 1 -> goto out :: else fi;
     atomic { rF[2] = MIN(F, rF[0]); jRoot[j] = 2 };
#else
#ifdef INHERIT_NOTHING
     skip;
#else
     atomic { rF[2] = MIN(F, rF[0]); jRoot[j] = 2 };
     if :: rTomb & 1 -> rTomb = rTomb | 4; goto out :: else fi;
#endif
#endif
     atomic { held[j] = got; runs[j] = 1; CHECK };
#ifndef INHERIT_NOTHING
     rTomb = rTomb | BIT(j)
#endif
  :: else -> runs[j] = 1
  fi;
  do
#ifndef NO_TOPIC
  :: atomic { j == 0 && held[0] -> topic = 1 }
#endif
  :: atomic { j == 1 && topic && ALIVE(jRoot[0]) && !held[1] -> held[1] = 1; CHECK }
  :: break
  od;
out:
  atomic { runs[j] = 0; held[j] = 0; F = 0; h = 0; restored = 0; got = 0 }
}

/* An operator, or the time that the store states: job 0 has ended, its records and savepoints are gone. */
proctype Release() {
  atomic { jRoot[0] != NONE && rF[0] != NONE && !runs[0] -> topic = 0 };
  rTomb = rTomb | 1
}

/* The roots are read in any order, the releases before them. */
inline MARK() {
  atomic { bound = NE; unread = 7; tombs = rTomb };
  do
  :: atomic { unread & 1 -> LOWER(0) }
  :: atomic { unread & 2 -> LOWER(1) }
  :: atomic { unread & 4 -> LOWER(2) }
  :: atomic { unread == 0 -> tombs = 0; break }
  od
}
inline LOWER(r) {
#ifdef TOMBS_LATE
  tombs = rTomb;
#endif
  if :: rF[r] != NONE && !(tombs & BIT(r)) -> bound = MIN(bound, rF[r]) :: else fi;
  unread = unread & ~BIT(r)
}

proctype Sweeper() {
  byte h, bound, cond, i, tombs, unread, c;
  do
  :: c < CYC ->
     c++;
     if :: atomic { present < NE - 1 -> present++ } :: true fi;
     h = present;
     i = 0;
     do
     :: atomic { i < 2 ->
#ifdef IGNORE_LEASES
          if :: true
#else
          if :: true -> h = MIN(h, lf[i])
             :: lf[i] != NONE                    /* taken for expired */
#endif
          fi; i++ }
     :: i == 2 -> break
     od;
#ifndef H_LATE
     atomic { if :: h > H -> H = h :: else fi };
#endif
     MARK();
     atomic { cond = obj & BELOW(h) & BELOW(bound) };
#ifndef ONE_MARK
     MARK();
#endif
#ifdef H_LATE
     atomic { if :: h > H -> H = h :: else fi };
#endif
     atomic { zdel = zdel | (cond & BELOW(bound)); cond = 0; bound = 0; h = 0 }
  :: c == CYC -> break
  od;
  c = 0
}

init {
  atomic {
    run Net();
    run Process(0);
#ifndef ONE_PROCESS
    run Process(1);
#endif
    run Job(0);
    run Job(1);
    run Release();
    run Sweeper();
#if NS > 1
    run Sweeper();
#endif
  }
}
