// The review as this tab knows it: the session, the findings, the version that actions are based on. Speaks to the
// server; nothing else does, but for reading what is only shown.
//
// Tells of:
//   "session"   progress, undo, redo, counts: read anew
//   "findings"  some findings have changed; all are in `review.findings`
//   "scope"     less certain findings are shown now, or are left out
//   "change"    something was done, here or in another tab (detail: what the server tells of it)
//   "refused"   an action was not done (detail: { action, answer, status })
//   "lost" and "found"   the server does not answer, or does again; "closing": it has ended

/** What this tab calls itself, so that it knows its own actions. */
const TAB = Array.from(crypto.getRandomValues(new Uint8Array(4)), (it) => it.toString(16).padStart(2, "0")).join("");
/** Findings read at a time, and the most that are read one by one after a change. */
const AT_ONCE = 1000;
const ONE_BY_ONE = 12;

export const review = Object.assign(new EventTarget(), {
  session: null,
  version: -1,
  findings: new Map(),
  /** Whether the reader has asked for the less certain findings too. */
  lessCertain: false,
});

/** The parameter that asks the server to count less certain findings. */
export function scope() {
  return { less_certain: review.lessCertain ? 1 : undefined };
}

/** Whether a finding is shown: it is certain enough, or was decided, or the less certain ones are shown too. */
export function inUse(finding) {
  return review.lessCertain || !finding.less_certain;
}

/** The findings of a row that are shown. */
export function findingsOf(row) {
  return row.findings.map((id) => review.findings.get(id)).filter((finding) => finding && inUse(finding));
}

function tell(name, detail) {
  review.dispatchEvent(new CustomEvent(name, { detail }));
}

/** The server could not be reached; that is told, and whoever waited for the answer gives up. */
class Lost extends Error {}

addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof Lost) event.preventDefault();
});

let away = false;

/** A request to the server. When the server stops or starts to answer, the event "lost" or "found" is sent. */
export async function request(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch (error) {
    away = true;
    tell("lost");
    throw new Lost(error);
  }
  if (away) {
    away = false;
    tell("found");
  }
  return answer;
}

/** Sends JSON. */
export function post(path, content, options = {}) {
  const headers = { "Content-Type": "application/json" };
  return request(path, { method: "POST", headers, body: JSON.stringify(content), ...options });
}

/** An answer to a reading, as JSON; null where what was asked for is not there any more. */
export async function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "" && value !== null);
  const answer = await request(given.length ? `${path}?${new URLSearchParams(given)}` : path);
  if (answer.status === 404 || answer.status === 422) return null;
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

async function readSession() {
  const session = await get("/api/session", scope());
  review.session = session;
  review.version = Math.max(review.version, session.version);
  tell("session");
}

async function readFindings() {
  const found = new Map();
  for (let from = 0, total = 1; from < total; from += AT_ONCE) {
    const answer = await get("/api/findings", { from, count: AT_ONCE, less_certain: 1 });
    total = answer.total;
    for (const finding of answer.findings) found.set(finding.id, finding);
  }
  review.findings = found;
}

/** The findings that a change touched, and those about the same texts, whose numbers of alike ones may differ now. */
async function renewFindings(ids) {
  if (ids.length > ONE_BY_ONE) {
    await readFindings();
    return;
  }
  const answers = await Promise.all(ids.map((id) => get(`/api/findings/${id}`)));
  ids.forEach((id, k) => {
    if (answers[k]) review.findings.set(id, answers[k].finding);
    else review.findings.delete(id);
  });
}

/** Shows less certain findings, or leaves them out, everywhere on the page. */
export async function showLessCertain(shown) {
  review.lessCertain = shown;
  await readSession();
  tell("findings");
  tell("scope");
}

/** Takes in what was done; what arrives twice, as an answer and as an event, counts once. */
async function take(change) {
  if (change.version <= review.version) return;
  review.version = change.version;
  if (change.everything) await readFindings();
  else if (change.findings.length) await renewFindings(change.findings);
  await readSession();
  if (change.everything || change.findings.length) tell("findings");
  tell("change", change);
}

/** One after the other, in the order in which they came. */
let taking = Promise.resolve();

function takeInTurn(change) {
  taking = taking.then(() => take(change)).catch(() => tell("lost"));
  return taking;
}

/** Everything anew. */
async function takeEverything() {
  await readFindings();
  await readSession();
  tell("findings");
  tell("change", { everything: true, structure: true, beads: [], gone: [], findings: [], kind: "", tab: "" });
}

/** Does something. The answer, once it is on disk and shown here; null where it was refused, which "refused" tells. */
export async function act(kind, fields = {}) {
  const action = { kind, ...fields };
  let answer;
  try {
    answer = await post("/api/action", { version: review.version, tab: TAB, action });
  } catch {
    return null;
  }
  const told = await answer.json();
  if (answer.ok) {
    await takeInTurn(told);
    return told;
  }
  if (answer.status === 409) {
    if (told.changes) for (const change of told.changes) await takeInTurn(change);
    else {
      review.version = told.version;
      await takeEverything();
    }
  }
  tell("refused", { action, answer: told, status: answer.status, again: () => act(kind, fields) });
  return null;
}

export function own(change) {
  return change.tab === TAB;
}

function listen() {
  const events = new EventSource("/api/events");
  events.addEventListener("open", () => tell("found"));
  events.addEventListener("error", () => tell("lost"));
  events.addEventListener("change", (event) => takeInTurn(JSON.parse(event.data)));
  events.addEventListener("reload", () => {
    taking = taking.then(takeEverything);
  });
  events.addEventListener("closing", () => {
    events.close();
    review.closed = true;
    tell("closing");
  });
}

/** The session first, so that the texts can be shown; the findings after it. */
export async function startReview() {
  await readSession();
  listen();
}

export async function startFindings() {
  await readFindings();
  tell("findings");
}
