/** What is wrong with one field of a form; its words are `accounts.fault.<code>`. */
export interface FormFault {
  field: 'name' | 'current' | 'password' | 'again';
  code:
    | 'nameUnusable'
    | 'nameTaken'
    | 'signInFailed'
    | 'passwordWrong'
    | 'passwordTooShort'
    | 'passwordSameAsName'
    | 'passwordDiffers';
}
