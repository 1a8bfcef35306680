/* SPDX-License-Identifier: Apache-2.0
 * Copyright the Flink Multimodal authors
 *
 * How garbage is collected (docs/decisions/0015 and 0016), as it is built: leases of processes that
 * put, roots of jobs, the sweep. One content, three epochs, NP processes, NJ jobs, NS sweepers.
 * `check-covered` runs it, with the guards that carry the rule of covering roots (decision 16).
 *
 * Every atomic step is ONE request to the store or one step in memory; a process may pause for ever
 * between two steps. A PUT or a DELETE that was sent may take effect at any time, and any number of
 * times. A clock says only in which order a lease grows old: FRESH, then STALE (a process makes a
 * new one before it puts), then DEAD (a sweep removes it).
 *
 * Claims (CHECK), as long as a job's root is not released:
 *   a job that holds the content finds a copy at or above the floor of its root;
 *   a record in the topic resolves as long as the root of the job that emitted it is held.
 */
#ifndef NP
#define NP 1
#endif
#ifndef NJ
#define NJ 2
#endif
#ifndef NS
#define NS 1
#endif
#ifndef CYC
#define CYC 1
#endif
#define NE 3
#define NONE 9
#define FRESH 0
#define STALE 1
#define DEAD 2
#define BIT(e) (1 << (e))
#define BELOW(h) ((1 << (h)) - 1)
#define FROM(f) (7 & ~BELOW(f))
#define MIN(a, b) ((a) < (b) -> (a) : (b))

byte obj, zput, zdel, present, H;
byte lf[NP] = NONE;            /* the floor of the lease of each process, durable */
byte ln[NP] = NONE;            /* that of a new lease, while the old one is still there */
byte age[NP] = STALE;
byte ageNew[NP];
byte pub[NP];                  /* the epoch that each process takes for the present one, in memory */
byte known[NP];                /* the copies that each process knows of, in memory */
byte flying[NP];               /* the epochs of puts that are under way */
byte waiting[NP];              /* who waits for the put into epoch e: job j is bit 2 * e + j */
byte rF[NJ] = NONE;            /* roots, durable: their floors; NONE: not written */
byte rTomb;                    /* released roots, as bits */
byte acked;                    /* roots that were handed out, as bits */
bit runs[NJ], held[NJ];        /* tasks of a job run; its state holds the content */
bit topic;                     /* a record of job 0 holds the content */

#define ALIVE(r) ((acked & BIT(r)) && !(rTomb & BIT(r)))
#define OKJ(j) (!(runs[j] && held[j] && ALIVE(j)) || (obj & FROM(rF[j])))
#define OKT (!topic || !ALIVE(0) || obj)
#if NJ > 2
#define CHECK assert(OKJ(0) && OKJ(1) && OKJ(2) && OKT)
#else
#define CHECK assert(OKJ(0) && OKJ(1) && OKT)
#endif
#define WAITS(e, j) BIT(NJ * (e) + (j))

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

proctype Clock(byte p) {
end:
  do
  :: atomic { age[p] < DEAD && lf[p] != NONE -> age[p]++ }
  :: atomic { ageNew[p] < DEAD && ln[p] != NONE -> ageNew[p]++ }
  od
}

/* The job whose put begins: its tasks run. */
inline CHOOSE() {
  if
  :: runs[0] && !held[0] -> j = 0
  :: runs[1] && !held[1] -> j = 1
#if NJ > 2
  :: runs[2] && !held[2] -> j = 2
#endif
  fi
}

/* The old lease is removed when the new one is durable and the present epoch was read again. */
inline RENEW() {
  do
  :: atomic { q = present; pub[p] = q };
     atomic { ln[p] = q; ageNew[p] = FRESH };
#ifndef NO_REREAD
     atomic { pub[p] = present };
#endif
     atomic { lf[p] = ln[p]; age[p] = ageNew[p]; ln[p] = NONE; ageNew[p] = FRESH };
     if :: pub[p] == q -> break :: else fi
  od
}

proctype Process(byte p) {
  byte q, j, e;
#ifndef NO_LEASE
  if :: true -> RENEW() :: true fi;                     /* tasks of other jobs put */
#endif
end:
  do
  :: atomic { (runs[0] && !held[0]) || (runs[1] && !held[1])
#if NJ > 2
       || (runs[2] && !held[2])
#endif
       -> CHOOSE() };
#ifndef NO_LEASE
     if
#ifdef RELIES_ON_OLD
     :: lf[p] != NONE || ln[p] != NONE || age[p] != STALE
#else
     :: age[p] == FRESH
#endif
     :: age[p] != FRESH ->
        RENEW()
     fi;
#else
     atomic { pub[p] = present };
#endif
     /* what is known at or above the present epoch is not sent; what is under way there is joined */
     atomic {
       if
#ifdef KNOWN_ANY
       :: known[p] ->
#else
       :: known[p] & FROM(pub[p]) ->
#endif
          if :: runs[j] -> held[j] = 1; CHECK :: else fi
#ifdef JOIN_ANY
       :: !(known[p] & FROM(pub[p])) && flying[p] ->
          if :: flying[p] & 1 -> e = 0 :: flying[p] & 2 -> e = 1 :: flying[p] & 4 -> e = 2 fi;
          waiting[p] = waiting[p] | WAITS(e, j)
       :: !(known[p] & FROM(pub[p])) && !flying[p] ->
#else
       :: else ->
#endif
          flying[p] = flying[p] | BIT(pub[p]); waiting[p] = waiting[p] | WAITS(pub[p], j)
       fi;
       q = 0; j = 0; e = 0
     }
  /* a put reaches the store; its answer comes */
  :: atomic { flying[p] & ~zput & 1 -> obj = obj | 1; zput = zput | 1 }
  :: atomic { flying[p] & ~zput & 2 -> obj = obj | 2; zput = zput | 2 }
  :: atomic { flying[p] & ~zput & 4 -> obj = obj | 4; zput = zput | 4 }
  :: atomic { flying[p] & zput & obj & 1 -> e = 0; goto answered }
  :: atomic { flying[p] & zput & obj & 2 -> e = 1; goto answered }
  :: atomic { flying[p] & zput & obj & 4 -> e = 2; goto answered }
  :: atomic { false ->
answered:
       known[p] = known[p] | BIT(e); flying[p] = flying[p] & ~BIT(e);
       do
       :: j < NJ ->
          if :: (waiting[p] & WAITS(e, j)) && runs[j] -> held[j] = 1 :: else fi;
          waiting[p] = waiting[p] & ~WAITS(e, j); j++
       :: j == NJ -> break
       od;
       j = 0; e = 0; CHECK }
  /* the listing of the epochs that is made every half a minute */
  :: pub[p] < present -> pub[p] = present
  od
}

/* Job 0 starts afresh. The others start afresh and may read the topic, or are restored from job 0. */
proctype Job(byte j) {
  byte F, i, h, seen, tombs;
  bit restored, got, kept;
  if
#ifndef NO_RESTORE
  :: atomic { j > 0 && runs[0] && held[0] && ALIVE(0) -> restored = 1; got = 1 } /* its checkpoint */
#endif
  :: true
  fi;
#ifdef RUN_EARLY
  runs[j] = 1;
#endif
#ifdef LEASES_FIRST
  F = NE;
#else
  F = present;
#endif
#ifndef NO_LEASES
  i = 0;
  do
  :: atomic { i < NP -> F = MIN(F, lf[i]); F = MIN(F, ln[i]); i++ }
  :: i == NP -> break
  od;
#endif
#ifdef LEASES_FIRST
  atomic { F = MIN(F, present) };
#endif
  i = 0;
#ifdef JOB_TOMBS_LATE
  do
  :: atomic { i < NJ -> if :: rF[i] != NONE -> seen = seen | BIT(i) :: else fi; i++ }
  :: i == NJ -> break
  od;
  tombs = rTomb;
  atomic { seen = seen & ~tombs; i = 0;
    do :: i < NJ -> if :: seen & BIT(i) -> F = MIN(F, rF[i]) :: else fi; i++ :: i == NJ -> break od };
#else
  tombs = rTomb;
  do
  :: atomic { i < NJ ->
       if :: rF[i] != NONE && !(tombs & BIT(i)) -> seen = seen | BIT(i);
#ifndef NO_ROOTS
             F = MIN(F, rF[i])
#endif
          :: else
       fi; i++ }
  :: i == NJ -> break
  od;
#endif
#ifndef NO_PREDECESSOR
  if :: restored && !(seen & 1) -> goto out :: else fi;
#endif
#ifdef FENCE_EARLY
  h = H;
#endif
  atomic { i = 0; rF[j] = F };
#ifndef FENCE_EARLY
  h = H;
#endif
#ifdef NO_FENCE
  h = 0;
#endif
  atomic {
    tombs = rTomb;
#ifdef COVERED_BY_RELEASED
    tombs = 0;
#endif
#ifdef COVERED_BY_HANDED_OUT
    seen = seen & acked;
#endif
    do
    :: i < NJ ->
#ifdef COVERED_BY_ANY
       if :: (seen & ~tombs & BIT(i)) -> kept = 1 :: else fi;
#else
       if :: (seen & ~tombs & BIT(i)) && rF[i] <= F -> kept = 1 :: else fi;
#endif
       i++
    :: i == NJ -> break
    od;
#ifdef NOT_COVERED
    kept = 0;
#endif
    i = 0;
    if :: F >= h -> kept = 1 :: else fi;
#ifndef NO_PREDECESSOR
#ifndef PREDECESSOR_ONCE
    if :: restored && (rTomb & 1) -> kept = 0 :: else fi
#endif
#endif
  };
  if
  :: atomic { kept -> held[j] = got; runs[j] = 1; acked = acked | BIT(j); CHECK }
  :: atomic { !kept -> runs[j] = 0; rTomb = rTomb | BIT(j); goto out }
  fi;
#ifndef NO_TAKE_OVER
  if :: restored -> rTomb = rTomb | 1 :: true fi;   /* the first checkpoint of its own has completed */
#endif
  do
#ifndef NO_TOPIC
  :: atomic { j == 0 && held[0] -> topic = 1 }
  :: atomic { j > 0 && topic && ALIVE(0) && !held[j] -> held[j] = 1; CHECK }
#endif
  :: break
  od;
out:
  atomic { runs[j] = 0; held[j] = 0; F = 0; h = 0; restored = 0; got = 0; seen = 0; tombs = 0; kept = 0; i = 0 }
}

/* An operator, or the time that the store states: job 0 has ended, its records and savepoints are gone. */
proctype Release() {
  atomic { (acked & 1) && !runs[0] -> topic = 0 };
  rTomb = rTomb | 1
}

/* The roots are read in any order, the releases before them. */
inline MARK() {
  atomic { bound = NE; unread = BELOW(NJ); tombs = rTomb };
  do
  :: atomic { unread & 1 -> LOWER(0) }
  :: atomic { unread & 2 -> LOWER(1) }
#if NJ > 2
  :: atomic { unread & 4 -> LOWER(2) }
#endif
  :: atomic { unread == 0 -> break }
  od;
#ifdef TOMBS_LATE
  atomic { tombs = rTomb; bound = NE; i = 0;
    do :: i < NJ -> if :: (seen & ~tombs & BIT(i)) -> bound = MIN(bound, rF[i]) :: else fi; i++
       :: i == NJ -> break od };
#endif
  atomic { tombs = 0; i = 0 }
}
inline LOWER(r) {
  if :: rF[r] != NONE -> seen = seen | BIT(r) :: else fi;
  if :: rF[r] != NONE && !(tombs & BIT(r)) -> bound = MIN(bound, rF[r]) :: else fi;
  unread = unread & ~BIT(r)
}

proctype Sweeper() {
  byte h, bound, cond, i, tombs, unread, c, seen;
  do
  :: c < CYC ->
     c++;
     if :: atomic { present < NE - 1 -> present++ } :: true fi;
#ifdef EPOCH_LATE
     h = NE;
#else
     h = present;
#endif
     i = 0;
     do
     :: atomic { i < NP ->
#ifdef IGNORE_LEASES
          if :: true
#else
          if :: (lf[i] == NONE || age[i] == DEAD) && (ln[i] == NONE || ageNew[i] == DEAD)
             :: else -> h = MIN(h, lf[i]); h = MIN(h, ln[i])
#ifdef TOO_SOON
             :: true
#endif
          fi;
          if :: age[i] == DEAD -> lf[i] = NONE                  /* now, or after a pause that never ends */
             :: ageNew[i] == DEAD -> ln[i] = NONE
#ifdef TOO_SOON
             :: lf[i] = NONE
#endif
             :: true
#endif
          fi; i++ }
     :: i == NP -> break
     od;
#ifdef EPOCH_LATE
     atomic { h = MIN(h, present) };
#endif
     i = 0;
#ifndef H_LATE
     atomic { if :: h > H -> H = h :: else fi };
#endif
#ifdef NO_MARK
     bound = NE;
#else
     MARK();
#endif
     atomic { cond = obj & BELOW(h) & BELOW(bound) };
#ifdef TWO_MARKS
     MARK();
#endif
#ifdef H_LATE
     atomic { if :: h > H -> H = h :: else fi };
#endif
     /* a whole epoch goes: also what comes into it later */
     atomic { zdel = zdel | (BELOW(h) & BELOW(bound)); cond = 0; bound = 0; h = 0; seen = 0 }
  :: c == CYC -> break
  od;
  c = 0
}

init {
  byte i;
  atomic {
    run Net();
    do :: i < NP -> run Process(i); run Clock(i); i++ :: i == NP -> break od;
    i = 0;
    do :: i < NJ -> run Job(i); i++ :: i == NJ -> break od;
    i = 0;
    do :: i < NS -> run Sweeper(); i++ :: i == NS -> break od;
    i = 0;
    run Release()
  }
}
