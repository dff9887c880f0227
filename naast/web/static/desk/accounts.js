/** Accounts of colleagues: the administrator's page. */
import { byId, h, keepFocus, keyed, say } from "./dom.js";
import { setUpDialog } from "./dialogs.js";
import { linkToInvitation } from "./routes.js";

/** @param {{ api: ReturnType<import("./api.js").createApi>, announce: (text: string) => void, me: () => any }} options */
export function createAccounts({ api, announce, me }) {
  const problem = byId("admin-problem");
  const dialog = setUpDialog(byId("account-dialog"), {
    fields: { email: "account-email", name: "account-name", role: "account-role", max_chats: "account-max" },
    check: (data) => ({
      ...(String(data.get("email")).trim() ? {} : { "account-email": "Vul een e-mailadres in." }),
      ...(String(data.get("name")).trim() ? {} : { "account-name": "Vul in hoe gezinnen deze collega zien." }),
    }),
    submit: async (data) => {
      const { invitation } = await api.addAccount({
        email: data.get("email"),
        name: data.get("name"),
        role: data.get("role"),
        team: data.get("team") || null,
        max_chats: data.get("max_chats") ? Number(data.get("max_chats")) : null,
      });
      showLink(invitation);
      await refresh();
    },
  });
  byId("account-add").addEventListener("click", dialog.open);

  /** Shown once: the server does not keep it. @param {string} token */
  function showLink(token) {
    byId("account-link-box").hidden = false;
    byId("account-link").textContent = `${location.origin}${location.pathname}${linkToInvitation(token)}`;
    byId("account-link-box").focus();
    announce("De uitnodiging is klaar.");
  }

  /** @param {() => Promise<any>} work */
  async function change(work) {
    say(problem);
    try {
      await work();
      await refresh();
    } catch (error) {
      say(problem, error.message);
    }
  }

  async function refresh() {
    try {
      const { accounts } = await api.accounts();
      const list = byId("account-list");
      keepFocus(list, () => keyed(list, accounts, (one) => String(one.id), row));
    } catch (error) {
      say(problem, error.message);
    }
  }

  /** @param {any} account */
  function row({ id, name, email, role_title, team, max_chats, active, second_factor, invited }) {
    const about = [role_title, team && `team ${team}`, max_chats && `hoogstens ${max_chats} gesprekken`, invited && "uitgenodigd",
      second_factor && "tweede stap aan", !active && "kan niet inloggen"];
    return h("li", { class: active ? false : "inactive" },
      h("div", {}, h("strong", {}, name), " ", h("span", { class: "soft" }, email), h("p", { class: "soft" }, about.filter(Boolean).join(" · "))),
      id !== me().id && h("div", { class: "actions" },
        h("button", { type: "button", class: "button", "aria-label": `Nieuwe uitnodiging voor ${name}`,
          on: { click: () => change(async () => showLink((await api.inviteAgain(id)).invitation)) } }, "Nieuwe uitnodiging"),
        h("button", { type: "button", class: "button", "aria-label": `${active ? "Blokkeer" : "Laat weer toe"}: ${name}`,
          on: { click: () => change(() => api.changeAccount(id, { active: !active })) } }, active ? "Blokkeer" : "Laat weer toe")));
  }

  return refresh;
}
