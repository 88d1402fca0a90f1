// The answers to questions that several agents share, parted among them; and the errors of each, at the question where it was answered.

/** @import { Answers, BatchReview, CeilingDraft, FieldError, SharedFormView } from "../../../types/contract.js" */

/** What is typed on the page: once for all, and for each agent. @typedef {{ shared: Answers, own: Answers[], ceilings: CeilingDraft[] }} Typed */

/** Which agents can be asked. @param {SharedFormView} view */
export const askable = ({ agents }) => agents.map((_, place) => place).filter((place) => agents[place]?.failure === null);

/** What each agent is asked. @param {SharedFormView} view @param {Typed} typed */
export const drafts = (view, typed) => askable(view).map((place) => {
  const agent = /** @type {SharedFormView["agents"][number]} */ (view.agents[place]);
  const shared = view.askedBy.flatMap(([field, by]) => by.filter((asker) => asker.agent === place).flatMap(({ field: id }) => {
    const answer = typed.shared[field];
    return answer === undefined ? [] : [/** @type {const} */ ([id, answer])];
  }));
  return { agent: agent.agent, answers: { ...typed.own[place], ...Object.fromEntries(shared) }, ceiling: agent.needsCeiling ? (typed.ceilings[place] ?? null) : null };
});

/** By question that is shared, and by agent. @param {SharedFormView} view @param {BatchReview} review @returns {{ shared: FieldError[], own: FieldError[][] }} */
export function errorsOf(view, review) {
  /** @type {{ shared: FieldError[], own: FieldError[][] }} */
  const found = { shared: [], own: view.agents.map(() => []) };
  const places = askable(view);
  for (const { number, state } of review.rows) {
    const place = places[number - 1];
    if (state.kind !== "invalid" || place === undefined) continue;
    for (const error of state.errors) {
      const shared = view.askedBy.find(([, by]) => by.some((asker) => asker.agent === place && asker.field === error.field));
      if (!shared) found.own[place]?.push(error);
      else if (!found.shared.some(({ field, rule }) => field === shared[0] && rule === error.rule)) found.shared.push({ ...error, field: shared[0] });
    }
  }
  return found;
}
